/** What a list says of each of its columns: how it is drawn, how wide, how it sorts, and what an export writes of it. */
import type { ReactNode } from "react";
import type { Field, Value } from "../../../shared/base/records.ts";

export interface Identified {
	readonly id: string;
}

export interface ColumnField<Row> extends Field {
	readonly value: (row: Row) => Value;
}

export interface Column<Row> {
	readonly id: string;
	/** Head of the column. */
	readonly label: string;
	/** What it means, on hover and where columns are chosen. */
	readonly about: string;
	/** The key the host sorts by, and which way first. Missing: it cannot. */
	readonly sort?: { readonly key: string; readonly first: "up" | "down" };
	readonly right?: boolean;
	/** Pixels: as it begins, and the least where it grows. */
	readonly width: number;
	/** Its share of the room that is left. Missing: it stays as wide as it is. */
	readonly grow?: number;
	/** Not seen until it is chosen. */
	readonly hidden?: boolean;
	/** Where nothing was chosen and room is short, the highest goes first. Missing: it stays. */
	readonly yields?: number;
	/** Kept out of exports and of the choice: buttons. */
	readonly fixed?: boolean;
	readonly cell: (row: Row, now: number) => ReactNode;
	readonly fields: readonly ColumnField<Row>[];
}

/** The sorting after a click on a head: first the way that is mostly meant, then turned round. */
export function nextSort(
	sort: string,
	{ key, first }: { readonly key: string; readonly first: "up" | "down" },
): string {
	if (sort === key) return `-${key}`;
	if (sort === `-${key}`) return key;
	return first === "up" ? key : `-${key}`;
}
