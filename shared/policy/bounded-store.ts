/**
 * Rows by key, oldest first, never more than `limit` (in weights): the oldest go. Deterministic, so that state folded
 * from the journal, or read from a snapshot and the tail, is the same. Each row has an age, by which rows that were
 * taken out are put back in their old order.
 */
import type { RowStore } from "./state.ts";

export interface StoreOptions<Row> {
	readonly limit: number;
	/** What a row counts for; 1 where not given. */
	readonly weigh?: (row: Row) => number;
	/** Setting a row again makes it the youngest. */
	readonly renew?: boolean;
}

/** A row in its store; the lower the age, the older it is. */
export interface Aged<Row> {
	readonly row: Row;
	readonly age: number;
}

export interface AgedStore<Row> extends RowStore<Row> {
	entry(key: string): Aged<Row> | undefined;
	/** Tells what had to go to make room. */
	set(key: string, row: Row): readonly Dropped<Row>[];
	/** Rows as they stood before; `undefined`: there was none of this key. Costs a sort where one had gone. */
	putBack(before: ReadonlyMap<string, Aged<Row> | undefined>): void;
}

export interface Dropped<Row> {
	readonly key: string;
	readonly entry: Aged<Row>;
}

const none: readonly [] = [];

export function boundedStore<Row>({ limit, weigh = () => 1, renew = false }: StoreOptions<Row>): AgedStore<Row> {
	const rows = new Map<string, Aged<Row>>();
	/** A Map's iterator begun anew each time would step over every hole that deletions have left in front. */
	let walk = rows.keys();
	let oldest: string | undefined;
	let weight = 0;
	let youngest = 0;

	function remove(key: string): void {
		const entry = rows.get(key);
		if (entry === undefined) return;
		weight -= weigh(entry.row);
		rows.delete(key);
		if (oldest === key) oldest = undefined;
	}

	function first(): string | undefined {
		if (oldest !== undefined) return oldest;
		let next = walk.next();
		if (next.done && rows.size > 0) {
			walk = rows.keys();
			next = walk.next();
		}
		oldest = next.done ? undefined : next.value;
		return oldest;
	}

	function makeRoom(): readonly Dropped<Row>[] {
		const dropped: Dropped<Row>[] = [];
		while (weight > limit && rows.size > 1) {
			const key = first();
			const entry = key === undefined ? undefined : rows.get(key);
			if (key === undefined || entry === undefined) break;
			dropped.push({ key, entry });
			remove(key);
		}
		return dropped;
	}

	return {
		get size() {
			return rows.size;
		},
		get: (key) => rows.get(key)?.row,
		entry: (key) => rows.get(key),
		set(key, row) {
			if (renew) remove(key);
			const before = rows.get(key);
			if (before !== undefined) weight -= weigh(before.row);
			rows.set(key, { row, age: before?.age ?? ++youngest });
			weight += weigh(row);
			return weight > limit ? makeRoom() : none;
		},
		delete: remove,
		*values() {
			for (const { row } of rows.values()) yield row;
		},
		putBack(before) {
			let moved = false;
			for (const [key, entry] of before) {
				const now = rows.get(key);
				if (now !== undefined) weight -= weigh(now.row);
				if (entry === undefined) {
					rows.delete(key);
					continue;
				}
				moved ||= now?.age !== entry.age;
				weight += weigh(entry.row);
				rows.set(key, entry);
			}
			if (moved) {
				const inOrder = [...rows].sort(([, one], [, two]) => one.age - two.age);
				rows.clear();
				for (const [key, entry] of inOrder) rows.set(key, entry);
			}
			walk = rows.keys();
			oldest = undefined;
		},
	};
}
