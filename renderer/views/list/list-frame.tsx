/** A list of rows of which only those in sight are drawn; more are asked for as the end comes near. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./list.module.css";

const ROW = 32;
const NEAR = 30;

export interface ListFrameProps {
	readonly label: string;
	readonly ids: readonly string[];
	readonly cursor: string | null;
	readonly columns: readonly { readonly label: string; readonly right?: boolean }[];
	/** CSS grid columns, of head and rows alike. */
	readonly grid: string;
	readonly more: boolean;
	readonly dim: boolean;
	readonly onMore: () => void;
	readonly onRow: (id: string) => void;
	/** The cells of a row, each with role gridcell. */
	readonly children: (index: number) => ReactNode;
	/** The id of a row that stands in the panel. */
	readonly open?: string | null;
}

export function ListFrame(props: ListFrameProps) {
	const { ids, cursor, onMore } = props;
	const frame = useRef<HTMLDivElement>(null);
	const virtual = useVirtualizer({
		count: ids.length + (props.more ? 1 : 0),
		getScrollElement: () => frame.current,
		estimateSize: () => ROW,
		overscan: 10,
		scrollPaddingStart: ROW,
		getItemKey: (index) => ids[index] ?? "more",
	});
	const items = virtual.getVirtualItems();
	const last = items.at(-1)?.index ?? 0;
	const under = cursor === null ? -1 : ids.indexOf(cursor);
	const place = useRef(under);
	place.current = under;
	useEffect(() => {
		if (props.more && last >= ids.length - NEAR) onMore();
	}, [props.more, last, ids.length, onMore]);
	useEffect(() => {
		if (cursor !== null && place.current >= 0) virtual.scrollToIndex(place.current);
	}, [cursor, virtual]);
	return (
		<div
			ref={frame}
			className={styles.frame}
			role="grid"
			aria-label={props.label}
			aria-rowcount={props.more ? -1 : ids.length + 1}
			tabIndex={0}
			aria-activedescendant={under >= 0 ? `line-${under}` : undefined}
			data-dim={props.dim}
		>
			<div role="rowgroup" className={styles.head}>
				<div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: props.grid }}>
					{props.columns.map((column) => (
						<span role="columnheader" key={column.label} data-right={column.right === true}>
							{column.label}
						</span>
					))}
				</div>
			</div>
			<div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
				{items.map((item) => {
					const id = ids[item.index];
					return (
						<div
							key={item.key}
							role="presentation"
							className={styles.place}
							style={{ transform: `translateY(${item.start}px)` }}
						>
							{id === undefined ? (
								<div className={`${styles.more} soft`}>Reading more…</div>
							) : (
								<div
									id={`line-${item.index}`}
									role="row"
									aria-rowindex={item.index + 2}
									aria-selected={under === item.index}
									className={styles.row}
									style={{ gridTemplateColumns: props.grid }}
									data-under={under === item.index}
									data-open={props.open === id}
									onClick={() => props.onRow(id)}
								>
									{props.children(item.index)}
								</div>
							)}
						</div>
					);
				})}
			</div>
		</div>
	);
}
