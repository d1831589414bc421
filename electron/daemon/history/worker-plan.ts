/**
 * How a list is found, and how long it is. A look at a thousand rows spread over the table tells how many fit. Where
 * few do, indexes find them and they are counted, to 10,000 exactly. Where many do, that would cost more than walking
 * the rows in the wanted order until the page is full, and the length stays an estimate.
 */
import type { Database, SqlValue } from "sql.js";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { matches } from "../../../shared/protocol/query-match.ts";
import type { Query } from "../../../shared/protocol/query-terms.ts";
import type { Page } from "./contract.ts";
import { type Condition, conditionOf } from "./query-sql.ts";
import { rowsOf, selectRow } from "./worker-triplets.ts";

export interface Plan {
	readonly condition: Condition;
	readonly total: Page["total"];
	/** Walk the rows in order. */
	readonly many: boolean;
}

export interface PlanFor {
	readonly now: number;
	readonly manyFrom: number;
}

const EXACT = 10_000;
const PLACES = 25;
const ROWS_A_PLACE = 40;

export function planOf(db: Database, query: Query, { now, manyFrom }: PlanFor): Plan {
	const [all = 0, last = 0] = numbers(db, "SELECT count(*), max(rowid) FROM triplets", []);
	const condition = conditionOf(query, now);
	if (query.terms.length === 0) return { condition, total: { value: all, exact: true }, many: false };
	const fitting = all < manyFrom ? 0 : Math.round(all * fittingShare(sample(db, last), query, now));
	if (fitting >= manyFrom) {
		return { condition: conditionOf(query, now, "checked"), total: { value: fitting, exact: false }, many: true };
	}
	const [count = 0] = numbers(db, `SELECT count(*) FROM (SELECT 1 FROM triplets WHERE ${condition.sql} LIMIT ?)`, [
		...condition.values,
		EXACT + 1,
	]);
	if (count <= EXACT) return { condition, total: { value: count, exact: true }, many: false };
	const guessed = Math.round(all * fittingShare(sample(db, last), query, now));
	return { condition, total: { value: Math.max(count, guessed), exact: false }, many: false };
}

function fittingShare(rows: readonly TripletRow[], query: Query, now: number): number {
	return rows.length === 0 ? 0 : rows.filter((row) => matches(query, row, now)).length / rows.length;
}

function sample(db: Database, last: number): readonly TripletRow[] {
	const near = db.prepare(`SELECT ${selectRow} FROM triplets WHERE rowid >= ? ORDER BY rowid LIMIT ?`);
	try {
		const places = Array.from({ length: PLACES }, (_, index) => Math.floor((last * index) / PLACES) + 1);
		return places.flatMap((place) => rowsOf(near, [place, ROWS_A_PLACE]));
	} finally {
		near.free();
	}
}

function numbers(db: Database, sql: string, values: readonly SqlValue[]): readonly number[] {
	return (db.exec(sql, [...values])[0]?.values[0] ?? []).map(Number);
}
