/**
 * The one list of the page: heads that sort and can be dragged, rows of which only those in sight are drawn, marks, a
 * row and a cell under the keys. More rows are asked for as the end comes near.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useCallback, useEffect, useRef } from "react";
import { useRowHeight } from "../../state/preferences.ts";
import type { SelectionState } from "../../state/selection.ts";
import { useStore } from "../../state/store.ts";
import type { Identified } from "./column.ts";
import styles from "./frame.module.css";
import { ListHead, type Sorting } from "./list-head.tsx";
import { cellId, ListRow, rowId } from "./list-row.tsx";
import { useRowMenu } from "./row-menu.tsx";
import type { Columns } from "./use-columns.ts";
import { useRoom } from "./use-room.ts";
import type { CopyItem } from "./use-row-copy.ts";
import { useRowIds } from "./use-row-ids.ts";

const NEAR = 40;

export interface ListFrameProps<Row extends Identified> {
	readonly label: string;
	readonly columns: Columns<Row>;
	readonly rows: readonly Row[];
	readonly now: number;
	readonly selection: SelectionState;
	readonly sorting: Sorting;
	/** All that match, as far as the host has counted; null: unknown. */
	readonly total: number | null;
	readonly more: boolean;
	/** Rows of the query before, while the new one is asked. */
	readonly dim: boolean;
	/** Id of the row on the panel. */
	readonly open: string | null;
	/** What a mark on it marks, in a few words. */
	readonly nameOf: (row: Row) => string;
	/** What the menu of a row offers. */
	readonly items: () => readonly CopyItem[];
	readonly onMore: () => void;
	readonly onOpen: (index: number) => void;
}

export function ListFrame<Row extends Identified>(props: ListFrameProps<Row>) {
	const { rows, selection, columns, onMore, onOpen, more } = props;
	const { ids, all, cursor, column } = useStore(selection);
	const frame = useRef<HTMLDivElement>(null);
	const height = useRowHeight();
	useRoom(frame, columns.setRoom);
	const rowIds = useRowIds(rows);
	const keyOf = useCallback((index: number) => rowIds[index] ?? "more", [rowIds]);
	const virtual = useVirtualizer({
		count: rows.length + (more ? 1 : 0),
		getScrollElement: () => frame.current,
		estimateSize: () => height,
		overscan: 10,
		scrollPaddingStart: height,
		getItemKey: keyOf,
	});
	useEffect(() => {
		if (height > 0) virtual.measure();
	}, [height, virtual]);
	const items = virtual.getVirtualItems();
	const under = cursor === null ? -1 : rowIds.indexOf(cursor);
	const place = useRef(under);
	place.current = under;
	const last = items.at(-1)?.index ?? 0;
	useEffect(() => {
		if (more && last >= rows.length - NEAR) onMore();
	}, [more, last, rows.length, onMore]);
	useEffect(() => {
		if (cursor !== null && place.current >= 0) virtual.scrollToIndex(place.current);
	}, [cursor, virtual]);
	useEffect(() => {
		if (cursor !== null && column !== null)
			document.getElementById(cellId(cursor, column))?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}, [cursor, column]);

	const { onContextMenu, menu } = useRowMenu({ selection, ids: rowIds, items: props.items });
	const latest = useRef({ rowIds, onOpen });
	latest.current = { rowIds, onOpen };
	const onClick = useCallback(
		(index: number, event: MouseEvent) => {
			const id = latest.current.rowIds[index];
			// Words that are being marked with the mouse are not a click.
			if (id === undefined || String(getSelection()) !== "") return;
			selection.toColumn(null);
			if (event.shiftKey) selection.extendTo(latest.current.rowIds, index);
			else if (event.ctrlKey || event.metaKey) {
				selection.toggle(id, latest.current.rowIds);
				selection.moveTo(id, index);
			} else {
				selection.moveTo(id, index);
				latest.current.onOpen(index);
			}
		},
		[selection],
	);
	const onMark = useCallback(
		(index: number) => {
			const id = latest.current.rowIds[index];
			if (id === undefined) return;
			selection.toggle(id, latest.current.rowIds);
			selection.moveTo(id, index);
		},
		[selection],
	);
	const at = under < 0 || cursor === null ? undefined : column === null ? rowId(cursor) : cellId(cursor, column);
	return (
		<>
			<div
				ref={frame}
				className={styles.frame}
				role="grid"
				aria-label={props.label}
				aria-rowcount={props.total === null ? -1 : props.total + 1}
				aria-colcount={columns.shown.length + 1}
				aria-multiselectable
				tabIndex={0}
				aria-activedescendant={at}
				data-list
				onContextMenu={onContextMenu}
				data-dim={props.dim}
				style={{ "--columns": columns.template, "--row": `${height}px` } as object}
			>
				<ListHead
					columns={columns}
					sorting={props.sorting}
					marked={all ? "all" : ids.size > 0 ? "some" : "none"}
					onMarkAll={selection.markAll}
					onClear={selection.clear}
				/>
				<div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
					{items.map((item) => {
						const row = rows[item.index];
						return (
							<div
								key={item.key}
								role="presentation"
								className={styles.place}
								style={{ transform: `translateY(${item.start}px)` }}
							>
								{row === undefined ? (
									<div className={`${styles.more} soft`}>Reading more…</div>
								) : (
									<ListRow
										row={row}
										index={item.index}
										shown={columns.shown}
										now={props.now}
										name={props.nameOf(row)}
										marked={all || ids.has(row.id)}
										under={under === item.index}
										column={column}
										open={props.open === row.id}
										onClick={onClick}
										onMark={onMark}
									/>
								)}
							</div>
						);
					})}
				</div>
			</div>
			{menu}
		</>
	);
}
