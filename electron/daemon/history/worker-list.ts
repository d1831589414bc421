/**
 * Lists of triplets, a page at a time by keyset: the next page begins after the sort values of the last row, so that
 * pages cost the same however far one walks. In one walk no row comes twice. A row is missing only where it came or
 * moved after the first page's `asOf`: its event is on the stream after that.
 */
import type { Database, SqlValue } from "sql.js";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { parse } from "../../../shared/protocol/query.ts";
import { hasWords } from "../../../shared/protocol/query-match.ts";
import type { ListRequest, Page, SelectRequest, SortKey } from "./contract.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { both, type Condition, conditionOf } from "./query-sql.ts";
import { planOf } from "./worker-plan.ts";
import { rowOf, selectRow } from "./worker-triplets.ts";

const MOST_SIBLINGS = 100;

interface Order {
	readonly columns: readonly string[];
	/** The index that has the rows in this order. */
	readonly index: string;
}

const orders: Readonly<Record<SortKey, Order>> = {
	lastSeenAt: { columns: ["lastSeenAt"], index: "triplets_seen" },
	firstSeenAt: { columns: ["firstSeenAt"], index: "triplets_first" },
	mayPassAt: { columns: ["mayPassAt"], index: "triplets_pass" },
	attempts: { columns: ["attempts"], index: "triplets_attempts" },
	sender: { columns: ["sender"], index: "triplets_sender" },
	recipient: { columns: ["recipient"], index: "triplets_recipient" },
	client: { columns: ["address"], index: "triplets_address" },
	state: { columns: ["state", "lastSeenAt"], index: "triplets_state" },
};

/** What the SQL calls on. */
export function addFunctions(db: Database): void {
	db.create_function("has_words", (words: string, texts: string) =>
		hasWords(words.split(" "), texts.split("\n")) ? 1 : 0,
	);
}

export interface ListAt {
	readonly asOf: number;
	/** From so many rows that fit, the list is walked in its order rather than searched (worker-plan.ts). */
	readonly manyFrom?: number;
}

export function list(db: Database, request: ListRequest, { asOf, manyFrom = 50_000 }: ListAt): Outcome<Page> {
	const parsed = parse(request.q);
	if (!parsed.ok) return bad(columnOf(parsed));
	const { columns: sorted, index } = orders[request.sort.key];
	const columns = [...sorted, "rowid"].map((name) => `triplets.${name}`);
	let from: Cursor = { since: asOf, after: [] };
	if (request.cursor !== null) {
		const read = readCursor(request.cursor, request.sort, columns.length);
		if (!read.ok) return read;
		from = read.value;
	}
	const plan = planOf(db, parsed.value, { now: request.now, manyFrom });
	const condition =
		request.cursor === null ? plan.condition : both(plan.condition, beyond(from, request.sort, columns));
	const direction = request.sort.descending ? "DESC" : "ASC";
	const found = query(
		db,
		`SELECT ${selectRow}, ${columns.join(", ")} FROM triplets ${plan.many ? `INDEXED BY ${index}` : ""}
		WHERE ${condition.sql} ORDER BY ${columns.map((name) => `${name} ${direction}`).join(", ")} LIMIT ?`,
		[...condition.values, request.limit + 1],
	);
	const page = found.slice(0, request.limit);
	const after = page.at(-1)?.slice(-columns.length).map(plain) ?? [];
	const next = found.length > request.limit ? writeCursor({ since: from.since, after }, request.sort) : null;
	return good({ rows: page.map(rowOf), total: plan.total, next, asOf });
}

function columnOf({ column, problem }: { readonly column: number; readonly problem: string }): string {
	return `Column ${column} of the query: ${problem}`;
}

function plain(value: SqlValue): string | number | null {
	return value instanceof Uint8Array ? null : value;
}

function query(db: Database, sql: string, values: readonly SqlValue[]): SqlValue[][] {
	return db.exec(sql, [...values])[0]?.values ?? [];
}

/** What follows the last row, but for rows that moved there since the walk began: they may have been shown before. */
function beyond({ since, after }: Cursor, sort: ListRequest["sort"], columns: readonly string[]): Condition {
	const order = `(${columns.join(", ")}) ${sort.descending ? "<" : ">"} (${columns.map(() => "?").join(", ")})`;
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

export function select(db: Database, { q, limit, now }: SelectRequest): Outcome<readonly string[]> {
	const parsed = parse(q);
	if (!parsed.ok) return bad(columnOf(parsed));
	const { sql, values } = conditionOf(parsed.value, now);
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
