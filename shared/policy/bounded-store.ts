/**
 * Rows by key, oldest first, never more than `limit` (in weights): the oldest go. Deterministic, so that state folded
 * from the journal, or read from a snapshot and the tail, is the same.
 */

import { type Ordered, orderedKeys } from "./ordered-keys.ts";
import type { RowStore } from "./state.ts";

export interface StoreOptions<Row> {
	readonly limit: number;
	/** What a row counts for; 1 where not given. */
	readonly weigh?: (row: Row) => number;
	/** Setting a row again makes it the youngest. */
	readonly renew?: boolean;
}

export function boundedStore<Row>({ limit, weigh = () => 1, renew = false }: StoreOptions<Row>): RowStore<Row> {
	const rows = new Map<string, Row>();
	const order: Ordered = orderedKeys();
	let weight = 0;

	function remove(key: string): void {
		const row = rows.get(key);
		if (row === undefined) return;
		weight -= weigh(row);
		rows.delete(key);
		order.delete(key);
	}

	return {
		get size() {
			return rows.size;
		},
		get: (key) => rows.get(key),
		set(key, row) {
			const before = rows.get(key);
			if (before !== undefined) weight -= weigh(before);
			if (before !== undefined && renew) {
				rows.delete(key);
				order.delete(key);
			}
			rows.set(key, row);
			order.add(key);
			weight += weigh(row);
			while (weight > limit && rows.size > 1) {
				const oldest = order.first();
				if (oldest === undefined) return;
				remove(oldest);
			}
		},
		delete: remove,
		values: () => rows.values(),
	};
}
