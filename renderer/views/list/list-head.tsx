/** The heads of a list: a click sorts where the host can, the edge is dragged, a double click there gives it back. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { type Column, nextSort } from "./column.ts";
import styles from "./frame.module.css";
import { MarkBox } from "./mark-box.tsx";
import type { ColumnHeader, Columns } from "./use-columns.ts";

export interface Sorting {
	readonly sort: string;
	readonly onSort: (sort: string) => void;
}

export interface ListHeadProps<Row> {
	readonly columns: Columns<Row>;
	readonly sorting: Sorting;
	readonly marked: "all" | "some" | "none";
	readonly onMarkAll: () => void;
	readonly onClear: () => void;
}

export function ListHead<Row>({ columns, sorting, marked, onMarkAll, onClear }: ListHeadProps<Row>) {
	return (
		<div role="rowgroup" className={styles.head}>
			<div role="row" aria-rowindex={1} className={styles.row}>
				<span role="columnheader" aria-colindex={1} className={styles.mark}>
					<MarkBox
						checked={marked === "all"}
						some={marked === "some"}
						label="Mark all that match"
						onChange={marked === "all" ? onClear : onMarkAll}
					/>
				</span>
				{columns.shown.map((column, index) => (
					<Head
						key={column.id}
						column={column}
						index={index}
						columns={columns}
						sorting={sorting}
						header={columns.headers.find((header) => header.column.id === column.id)}
					/>
				))}
			</div>
		</div>
	);
}

interface HeadProps<Row> {
	readonly column: Column<Row>;
	readonly index: number;
	readonly columns: Columns<Row>;
	readonly sorting: Sorting;
	readonly header: ColumnHeader | undefined;
}

const STEP = 16;

function Head<Row>({ column, index, columns, sorting, header }: HeadProps<Row>) {
	const { sort } = column;
	const down = sort !== undefined && sorting.sort === `-${sort.key}`;
	const up = sort !== undefined && sorting.sort === sort.key;
	const width = columns.widths[column.id] ?? column.width;
	function onKeyDown(event: KeyboardEvent): void {
		if (!event.shiftKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
		event.preventDefault();
		columns.setWidth(column.id, width + (event.key === "ArrowLeft" ? -STEP : STEP));
	}
	return (
		<span
			role="columnheader"
			aria-colindex={index + 2}
			aria-sort={down ? "descending" : up ? "ascending" : sort === undefined ? undefined : "none"}
			data-right={column.right === true}
		>
			{sort === undefined ? (
				<span className={styles.plainHead} title={column.about}>
					{column.label}
				</span>
			) : (
				<button
					type="button"
					className={styles.sort}
					title={`${column.about}. Click to sort; Shift and arrows make it wider or narrower`}
					onClick={() => sorting.onSort(nextSort(sorting.sort, sort))}
					onKeyDown={onKeyDown}
				>
					<span>{column.label}</span>
					{down && <IconArrowDown size={12} aria-hidden />}
					{up && <IconArrowUp size={12} aria-hidden />}
				</button>
			)}
			{column.fixed !== true && (
				<span
					className={styles.edge}
					data-held={header?.column.getIsResizing() === true}
					onMouseDown={header?.getResizeHandler()}
					onTouchStart={header?.getResizeHandler()}
					onDoubleClick={() => columns.setWidth(column.id, null)}
					aria-hidden
				/>
			)}
		</span>
	);
}
