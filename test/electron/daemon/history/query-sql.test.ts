import fc from "fast-check";
import initSqlJs, { type Database } from "sql.js";
import { beforeAll, expect, test } from "vitest";
import { conditionOf } from "../../../../electron/daemon/history/query-sql.ts";
import { schema } from "../../../../electron/daemon/history/schema.ts";
import { addFunctions, list, select } from "../../../../electron/daemon/history/worker-list.ts";
import { openTripletStore } from "../../../../electron/daemon/history/worker-triplets.ts";
import { openWords } from "../../../../electron/daemon/history/worker-words.ts";
import { stampOf } from "../../../../shared/base/instant.ts";
import type { TripletRow } from "../../../../shared/policy/rows.ts";
import { parse } from "../../../../shared/protocol/query.ts";
import { matches } from "../../../../shared/protocol/query-match.ts";
import { madeUpSite } from "../../../fixtures/history/random-mail.ts";

let db: Database;
let rows: readonly TripletRow[];
let now: number;

beforeAll(async () => {
	const sql = await initSqlJs({ useOldExtensionFunctions: false } as Parameters<typeof initSqlJs>[0]);
	db = new sql.Database();
	db.exec(schema);
	addFunctions(db);
	const site = madeUpSite(7);
	site.next(600);
	// Some of them were only watched: shadow mode was on when they came.
	rows = [...site.state.triplets.values()].map((row, at) => (at % 3 === 0 ? { ...row, shadow: true } : row));
	now = site.now();
	const store = openTripletStore(db);
	for (const row of rows) store.state.triplets.set(row.id, row);
	store.flush();
	openWords(db).catchUp();
});

const word = fc.constantFrom(
	...["alice", "SMITH", "carol", "bob@example", "example", "com", "org", "192.0", "2001", "mx1", "grü", "Ü", "x", "5"],
);
const pattern = fc
	.array(fc.constantFrom("*", "a", "o", "@", "example", ".", "_", "%", "ALICE", "\\", "2", "grüß", ":"), {
		minLength: 1,
		maxLength: 5,
	})
	.map((parts) => parts.join("").replaceAll("\\", '"\\\\"'));
const client = fc.constantFrom("192.0.2.0/23", "192.0.2.10", "2001:db8::/32", "::/0", "0.0.0.0/0", "192.*", "*::*");
const duration = fc.integer({ min: 0, max: 8000 }).map((seconds) => `${seconds}s`);
const op = fc.constantFrom(">", ">=", "<", "<=");
const value = (key: string, of: fc.Arbitrary<string>) =>
	fc.array(of, { minLength: 1, maxLength: 3 }).map((values) => `${key}:${values.join(",")}`);
const term = fc.oneof(
	word,
	...["sender", "recipient", "host", "helo", "id"].map((key) => value(key, pattern)),
	fc.constantFrom("sender:<>", "sender:*@example.com", "sender:alice@example.com", "host:*", "id:triplet1*"),
	value("client", client),
	value("state", fc.constantFrom("waiting", "watched", "passed", "approved", "expired")),
	value("reason", fc.constantFrom("new", "early", "after-delay", "never-retried")),
	value("outcome", fc.constantFrom("unknown", "confirmed")),
	...["age", "seen", "delay"].map((key) =>
		value(
			key,
			fc.tuple(op, duration).map((parts) => parts.join("")),
		),
	),
	value(
		"at",
		fc
			.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 4000 }), fc.constantFrom(0, 1, 2))
			.map(([from, long, open]) => {
				const [first, last] = [from, from + long].map((seconds) => stampOf(now - 10_000_000 + seconds * 1000));
				return `${open === 1 ? "" : first}..${open === 2 ? "" : last}`;
			}),
	),
	value("attempts", fc.constantFrom("1", ">1", "<3", "=2", ">=3")),
);
const query = fc
	.array(fc.tuple(fc.boolean(), term), { maxLength: 4 })
	.map((terms) => terms.map(([negated, text]) => (negated ? "-" : "") + text).join(" "));

test("the database finds exactly the triplets that a query means", () => {
	fc.assert(
		fc.property(query, (q) => {
			const parsed = parse(q);
			if (!parsed.ok) throw new Error(`${q}: ${parsed.problem}`);
			const meant = rows.filter((row) => matches(parsed.value, row, now)).map((row) => row.id);
			const found = select(db, { q, limit: 10_000, now });
			expect(found.ok ? [...found.value].sort() : found).toEqual(meant.sort());
			const checked = conditionOf(parsed.value, now, "checked");
			const again = db.exec(`SELECT id FROM triplets WHERE ${checked.sql} ORDER BY id`, [...checked.values]);
			expect((again[0]?.values ?? []).map((row) => row[0])).toEqual(meant);
		}),
		{ numRuns: 1500 },
	);
});

test("what a query says is a value to the database, never a part of its language", () => {
	const hostile = ['"\'; DROP TABLE triplets; --"', 'sender:"\' OR 1=1 --"', 'words* "NEAR/2" OR'];
	for (const q of hostile.map((text) => text.replaceAll("*", ""))) {
		const found = list(
			db,
			{ q, sort: { key: "sender", descending: false }, limit: 10, cursor: null, now, atLeast: 0 },
			{ asOf: 1 },
		);
		expect(found).toMatchObject({ ok: true, value: { total: { value: 0, exact: true } } });
	}
	expect(db.exec("SELECT count(*) FROM triplets")[0]?.values).toEqual([[rows.length]]);
});

test("where many fit, walking the list in its order shows the same pages as searching it", () => {
	const keys = [
		"lastSeenAt",
		"firstSeenAt",
		"mayPassAt",
		"attempts",
		"sender",
		"recipient",
		"client",
		"state",
	] as const;
	for (const key of keys)
		for (const q of ["example", "-state:passed com", "age:>1m"]) {
			const pages = (manyFrom: number) => {
				const shown: string[] = [];
				let cursor: string | null = null;
				do {
					const ask = { q, sort: { key, descending: true }, limit: 40, cursor, now, atLeast: 0 };
					const page = list(db, ask, { asOf: 1e9, manyFrom });
					if (!page.ok) throw new Error(page.problem);
					shown.push(...page.value.rows.map((row) => row.id));
					cursor = page.value.next;
				} while (cursor !== null);
				return shown;
			};
			expect(pages(1)).toEqual(pages(1e9));
			expect(pages(1).length).toBeGreaterThan(50);
		}
});

test("more triplets than asked for are a problem that says so", () => {
	expect(select(db, { q: "", limit: 3, now })).toMatchObject({ ok: false, problem: expect.stringContaining("3") });
	expect(select(db, { q: "stat:x", limit: 3, now })).toMatchObject({ problem: expect.stringContaining("Column 1") });
});

test("a page after a strange cursor is refused with words", () => {
	const sort = { key: "sender", descending: false } as const;
	const strange = ["", "x", "e30", Buffer.from('["sender",false,"1","a",{}]').toString("base64url"), "W10", "bnVsbA"];
	for (const cursor of strange) {
		const answer = list(db, { q: "", sort, limit: 3, cursor, now, atLeast: 0 }, { asOf: 1 });
		expect(answer).toMatchObject({ ok: false, problem: expect.stringContaining("begin again") });
	}
});
