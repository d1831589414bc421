/** One row of a list. */
import { type MouseEvent, memo } from "react";
import type { Column, Identified } from "./column.ts";
import styles from "./frame.module.css";
import { MarkBox } from "./mark-box.tsx";

export interface ListRowProps<Row extends Identified> {
	readonly row: Row;
	readonly index: number;
	readonly shown: readonly Column<Row>[];
	readonly now: number;
	/** In a few words: what a mark on it would mark. */
	readonly name: string;
	readonly marked: boolean;
	/** The keys are on it. */
	readonly under: boolean;
	/** Column of the cell they are on. */
	readonly column: string | null;
	readonly open: boolean;
	readonly onClick: (index: number, event: MouseEvent) => void;
	readonly onMark: (index: number) => void;
}

export function rowId(id: string): string {
	return `row-${id}`;
}
export function cellId(id: string, column: string): string {
	return `cell-${column}-${id}`;
}

function Line<Row extends Identified>(props: ListRowProps<Row>) {
	const { row, index, now, marked, under, column } = props;
	return (
		<div
			id={rowId(row.id)}
			role="row"
			aria-rowindex={index + 2}
			aria-selected={marked}
			className={styles.row}
			data-index={index}
			data-under={under && column === null}
			data-open={props.open}
			onClick={(event) => props.onClick(index, event)}
		>
			<span role="gridcell" aria-colindex={1} className={styles.mark}>
				<MarkBox checked={marked} label={`Mark ${props.name}`} onChange={() => props.onMark(index)} />
			</span>
			{props.shown.map((one, place) => (
				<span
					key={one.id}
					id={cellId(row.id, one.id)}
					role="gridcell"
					aria-colindex={place + 2}
					className={styles.cell}
					data-column={one.id}
					data-right={one.right === true}
					data-under={under && column === one.id}
				>
					{one.cell(row, now)}
				</span>
			))}
		</div>
	);
}

/** Drawn again only where something of it changed; its time is told once a second. */
export const ListRow = memo(Line) as typeof Line;
