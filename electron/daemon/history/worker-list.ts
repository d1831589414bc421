/**
 * Lists of triplets, a page at a time by keyset: the next page begins after the sort values of the last row, so that
 * pages cost the same however far one walks. In one walk no row comes twice. A row is missing only where it came or
 * moved after the first page's `asOf`: its event is on the stream after that.
 */
import type { Database, SqlValue } from "sql.js";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { parse } from "../../../shared/protocol/query.ts";
import type { ListRequest, Page, SelectRequest, SortKey } from "./contract.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { both, type Condition, conditionOf } from "./query-sql.ts";
import { rowOf, selectRow } from "./worker-triplets.ts";

const EXACT = 10_000;
const SAMPLES = 40;
const SAMPLE_ROWS = 50;
const MOST_SIBLINGS = 100;

const sorts: Readonly<Record<SortKey, readonly string[]>> = {
	lastSeenAt: ["lastSeenAt"],
	firstSeenAt: ["firstSeenAt"],
	mayPassAt: ["mayPassAt"],
	attempts: ["attempts"],
	sender: ["sender"],
	recipient: ["recipient"],
	client: ["address"],
	state: ["state", "lastSeenAt"],
};

export function list(db: Database, request: ListRequest, asOf: number): Outcome<Page> {
	const wanted = conditionFor(request.q, request.now);
	if (!wanted.ok) return wanted;
	const columns = [...sorts[request.sort.key], "rowid"];
	let from: Cursor = { since: asOf, after: [] };
	if (request.cursor !== null) {
		const read = readCursor(request.cursor, request.sort, columns.length);
		if (!read.ok) return read;
		from = read.value;
	}
	const condition = request.cursor === null ? wanted.value : both(wanted.value, beyond(from, request.sort, columns));
	const direction = request.sort.descending ? "DESC" : "ASC";
	const found = query(
		db,
		`SELECT ${selectRow}, ${columns.map((name) => `triplets.${name}`).join(", ")} FROM triplets WHERE ${condition.sql}
		ORDER BY ${columns.map((name) => `triplets.${name} ${direction}`).join(", ")} LIMIT ?`,
		[...condition.values, request.limit + 1],
	);
	const page = found.slice(0, request.limit);
	const after = page.at(-1)?.slice(-columns.length).map(plain) ?? [];
	const next = found.length > request.limit ? writeCursor({ since: from.since, after }, request.sort) : null;
	return good({ rows: page.map(rowOf), total: totalOf(db, wanted.value), next, asOf });
}

function conditionFor(q: string, now: number): Outcome<Condition> {
	const parsed = parse(q);
	if (!parsed.ok) return bad(`Column ${parsed.column} of the query: ${parsed.problem}`);
	return good(conditionOf(parsed.value, now));
}

function plain(value: SqlValue): string | number | null {
	return value instanceof Uint8Array ? null : value;
}

function query(db: Database, sql: string, values: readonly SqlValue[]): SqlValue[][] {
	return db.exec(sql, [...values])[0]?.values ?? [];
}

/** What follows the last row, but for rows that moved there since the walk began: they may have been shown before. */
function beyond({ since, after }: Cursor, sort: ListRequest["sort"], columns: readonly string[]): Condition {
	const order = `(${columns.map((name) => `triplets.${name}`).join(", ")}) ${sort.descending ? "<" : ">"}
		(${columns.map(() => "?").join(", ")})`;
	const moved = movedBy(sort);
	if (moved === null) return { sql: order, values: after };
	return { sql: `(${order}) AND ${moved} <= ?`, values: [...after, since] };
}

/** The number of the event that may have moved a row on in this order; `null`: events only move rows back. */
function movedBy({ key, descending }: ListRequest["sort"]): "changedSeq" | "placedSeq" | null {
	switch (key) {
		case "lastSeenAt":
		case "attempts":
			return descending ? null : "changedSeq";
		case "state":
			return descending ? "placedSeq" : "changedSeq";
		default:
			return "placedSeq";
	}
}

function totalOf(db: Database, condition: Condition): Page["total"] {
	const bound = condition.values.length === 0 ? "" : `LIMIT ${EXACT + 1}`;
	const sql = `SELECT count(*) FROM (SELECT 1 FROM triplets WHERE ${condition.sql} ${bound})`;
	const value = numberOf(query(db, sql, condition.values));
	if (bound === "" || value <= EXACT) return { value, exact: true };
	return { value: Math.max(value, estimate(db, condition)), exact: false };
}

/** From a few rows each at places spread over the table. */
function estimate(db: Database, condition: Condition): number {
	const [all = 0, last = 0] = (query(db, "SELECT count(*), max(rowid) FROM triplets", [])[0] ?? []).map(Number);
	let seen = 0;
	let fitting = 0;
	const sample = `SELECT count(*), sum(rowid IN (SELECT rowid FROM triplets WHERE rowid BETWEEN ? AND ? AND ${condition.sql}))
		FROM triplets WHERE rowid BETWEEN ? AND ?`;
	for (let index = 0; index < SAMPLES; index++) {
		const from = Math.floor((last * index) / SAMPLES) + 1;
		const to = from + SAMPLE_ROWS - 1;
		const counts = query(db, sample, [from, to, ...condition.values, from, to])[0] ?? [];
		seen += Number(counts[0]);
		fitting += Number(counts[1]);
	}
	return seen === 0 ? 0 : Math.round((all * fitting) / seen);
}

function numberOf(rows: readonly SqlValue[][]): number {
	return Number(rows[0]?.[0] ?? 0);
}

export function select(db: Database, { q, limit, now }: SelectRequest): Outcome<readonly string[]> {
	const wanted = conditionFor(q, now);
	if (!wanted.ok) return wanted;
	const { sql, values } = wanted.value;
	const ids = query(db, `SELECT id FROM triplets WHERE ${sql} ORDER BY rowid LIMIT ?`, [...values, limit + 1]);
	if (ids.length > limit) return bad(`More than ${limit} triplets match: narrow the query, or act in parts`);
	return good(ids.map((row) => String(row[0])));
}

export function siblings(db: Database, id: string): readonly TripletRow[] {
	const rows = query(
		db,
		`SELECT ${selectRow} FROM triplets AS one JOIN triplets ON triplets.recipient = one.recipient
			AND triplets.senderKey = one.senderKey AND triplets.recipient = one.recipient COLLATE BINARY
		WHERE one.id = ? AND triplets.id <> one.id ORDER BY triplets.lastSeenAt DESC LIMIT ?`,
		[id, MOST_SIBLINGS],
	);
	return rows.map(rowOf);
}
