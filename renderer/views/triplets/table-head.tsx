/** The header: a click sorts, a second one turns it round; the box marks all that are read. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { useAddress, useApp } from "../../state/app-context.tsx";
import type { SelectionState } from "../../state/selection.ts";
import { type Column, columns, nextSort } from "./columns.ts";
import { MarkBox } from "./mark-box.tsx";
import styles from "./triplets.module.css";

export interface TableHeadProps {
	readonly allMarked: boolean;
	readonly someMarked: boolean;
	readonly selection: SelectionState;
	readonly rows: readonly Triplet[];
}

export function TableHead({ allMarked, someMarked, selection, rows }: TableHeadProps) {
	return (
		<div role="rowgroup" className={styles.head}>
			<div role="row" aria-rowindex={1} className={styles.row}>
				<span role="columnheader" className={styles.mark}>
					<MarkBox
						checked={allMarked}
						some={someMarked && !allMarked}
						label="Mark all that are read"
						onChange={() => (allMarked ? selection.clear() : selection.mark(rows.map((row) => row.id)))}
					/>
				</span>
				{columns.map((column) => (
					<Head key={column.id} column={column} />
				))}
			</div>
		</div>
	);
}

function Head({ column }: { column: Column }) {
	const { address } = useApp();
	const { sort } = useAddress();
	const key = column.sort;
	const down = key !== null && sort === `-${key}`;
	const up = key !== null && sort === key;
	return (
		<span
			role="columnheader"
			aria-sort={down ? "descending" : up ? "ascending" : "none"}
			className={styles[column.id]}
			data-right={column.right === true}
		>
			{key === null ? (
				<span className={styles.plainHead}>{column.label}</span>
			) : (
				<button
					type="button"
					className={styles.sort}
					title={column.hint ?? `Sort by ${column.label.toLowerCase()}`}
					onClick={() => address.go({ sort: nextSort(sort, key) }, "replace")}
				>
					{column.label}
					{down && <IconArrowDown size={12} aria-hidden />}
					{up && <IconArrowUp size={12} aria-hidden />}
				</button>
			)}
		</span>
	);
}
