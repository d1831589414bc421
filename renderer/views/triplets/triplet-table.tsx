/** The rows that match, only those in sight drawn; more are read as the end comes near. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useEffect, useRef } from "react";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { useHostNow } from "../../state/app-context.tsx";
import type { SelectionState } from "../../state/selection.ts";
import { useStore } from "../../state/store.ts";
import { columns } from "./columns.ts";
import { TableHead } from "./table-head.tsx";
import { TripletRow } from "./triplet-row.tsx";
import styles from "./triplets.module.css";

const ROW = 30;
const NEAR = 40;

export interface TripletTableProps {
	readonly rows: readonly Triplet[];
	readonly total: number;
	readonly selection: SelectionState;
	readonly open: string | null;
	readonly more: boolean;
	/** Rows of the query before, while the new one is asked. */
	readonly dim: boolean;
	readonly onOpen: (index: number) => void;
	readonly onMore: () => void;
}

export function TripletTable(props: TripletTableProps) {
	const { rows, selection, onMore } = props;
	const { ids, all, cursor } = useStore(selection);
	const now = useHostNow();
	const frame = useRef<HTMLDivElement>(null);
	const virtual = useVirtualizer({
		count: rows.length + (props.more ? 1 : 0),
		getScrollElement: () => frame.current,
		estimateSize: () => ROW,
		overscan: 10,
		scrollPaddingStart: ROW,
		getItemKey: (index) => rows[index]?.id ?? "more",
	});
	const items = virtual.getVirtualItems();
	const under = cursor === null ? -1 : rows.findIndex((row) => row.id === cursor);
	const place = useRef(under);
	place.current = under;
	const last = items.at(-1)?.index ?? 0;
	useEffect(() => {
		if (last >= rows.length - NEAR) onMore();
	}, [last, rows.length, onMore]);
	useEffect(() => {
		if (cursor !== null && place.current >= 0) virtual.scrollToIndex(place.current);
	}, [cursor, virtual]);
	function onRow(index: number, event: MouseEvent): void {
		const row = rows[index];
		if (row === undefined) return;
		if (event.shiftKey && under >= 0) {
			const [from, to] = under < index ? [under, index] : [index, under];
			selection.mark(rows.slice(from, to + 1).map((one) => one.id));
			selection.moveTo(row.id, index);
		} else if (event.ctrlKey || event.metaKey) {
			selection.toggle(row.id);
			selection.moveTo(row.id, index);
		} else props.onOpen(index);
	}
	return (
		<div
			ref={frame}
			className={styles.frame}
			role="grid"
			aria-label="Triplets"
			aria-rowcount={props.total + 1}
			aria-colcount={columns.length + 1}
			aria-multiselectable
			tabIndex={0}
			aria-activedescendant={under >= 0 ? `row-${cursor}` : undefined}
			data-dim={props.dim}
		>
			<TableHead
				allMarked={all || (rows.length > 0 && ids.size >= rows.length)}
				someMarked={ids.size > 0}
				selection={selection}
				rows={rows}
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
								<TripletRow
									row={row}
									index={item.index}
									now={now}
									marked={all || ids.has(row.id)}
									under={under === item.index}
									open={props.open === row.id}
									onClick={onRow}
									onMark={() => {
										selection.toggle(row.id);
										selection.moveTo(row.id, item.index);
									}}
								/>
							)}
						</div>
					);
				})}
			</div>
		</div>
	);
}
