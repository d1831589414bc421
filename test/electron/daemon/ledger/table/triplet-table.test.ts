/** The table of fixed records does what a plain Map would, whatever is done to it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyedHash } from "../../../../../electron/daemon/decider/keyed-hash.ts";
import { createTripletTable } from "../../../../../electron/daemon/ledger/table/triplet-table.ts";
import { shareNetworks } from "../../../../../shared/base/networks.ts";
import type { TripletRow } from "../../../../../shared/policy/rows.ts";
import { naiveTable } from "../../../../fixtures/naive-table.ts";

const START = Date.UTC(2026, 5, 1, 12);
const clients = [
	"192.0.2.1",
	"192.0.2.9",
	"198.51.100.7",
	"2001:db8::1",
	"2001:db8::2:1",
	"2001:db8:0:9::1",
	"unknown",
];
const someText = fc.oneof(
	fc.constantFrom("", "alice@example.net", "\0", "\u0001", "a\0b", "ä€😀@dest.test", `${"x".repeat(300)}@long.test`),
	fc.string({ maxLength: 40, unit: "grapheme" }),
);
const ids = fc.oneof(
	fc.constantFrom(
		"a",
		"abcdefghijklmnop",
		"2222222222222222",
		"7777777777777777",
		"abcdefghijklmnoq",
		"Abcdefghijklmnop",
	),
	fc.string({ minLength: 1, maxLength: 20 }),
);
const instant = fc.integer({ min: 0, max: 3 }).map((minutes) => START + minutes * 60_000);

/** An id fixes the mail, as its hash does. */
function rowOf(id: string, drawn: Omit<TripletRow, "id" | "recipient" | "senderKey">): TripletRow {
	return { ...drawn, id, recipient: `${id}@dest.test`, senderKey: `${id}@example.net` };
}

const drawn = fc.record({
	client: fc.constantFrom(...clients),
	clientKey: someText,
	clientName: fc.option(someText),
	helo: fc.option(someText),
	sender: someText,
	lastSeenAt: instant,
	reason: fc.constantFrom("new", "early", "known", "returned-late", "never-retried", "retried-elsewhere" as const),
	outcome: fc.constantFrom("unknown", "confirmed", "overruled" as const),
	lastInstance: someText,
	state: fc.constantFrom("waiting", "passed", "approved", "expired" as const),
	firstSeenAt: instant,
	mayPassAt: instant,
	windowEndsAt: instant,
	expiresAt: instant,
	passedAt: fc.option(instant),
	attempts: fc.integer({ min: 1, max: 3 }),
	shadow: fc.boolean(),
	approvedBy: fc.option(someText),
});
const deeds = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.record({ set: ids, row: drawn }) },
		{ weight: 1, arbitrary: fc.record({ drop: ids }) },
	),
	{ maxLength: 60 },
);

describe("the table of triplets", () => {
	test("holds, counts and orders what a Map would, through any changes", () => {
		fc.assert(
			fc.property(deeds, fc.integer(), (changes, seed) => {
				const real = createTripletTable(seed);
				const naive = naiveTable();
				for (const change of changes) {
					for (const table of [real, naive])
						if ("set" in change) table.set(change.set, rowOf(change.set, change.row));
						else table.delete(change.drop);
					expect(real.oldestSingle(null)).toBe(naive.oldestSingle(null));
				}
				expect([...real.values()]).toEqual([...naive.values()]);
				expect(real.size).toBe(naive.size);
				for (const state of ["waiting", "watched", "passed", "approved", "expired"] as const)
					expect(real.count(state)).toBe(naive.count(state));
				for (const network of clients.flatMap(shareNetworks))
					expect(real.waitingIn(network)).toBe(naive.waitingIn(network));
				for (const row of naive.values()) {
					expect(real.get(row.id)).toEqual(row);
					if (naive.mayWait(row)) expect(real.mayWait(row)).toBe(true);
				}
			}),
			{ numRuns: 300 },
		);
	});

	test("the one of a network that is forgotten first waits there, has come once, and none of it is there before", () => {
		fc.assert(
			fc.property(deeds, (changes) => {
				const table = createTripletTable(7);
				for (const change of changes)
					if ("set" in change) table.set(change.set, rowOf(change.set, change.row));
					else table.delete(change.drop);
				for (const network of new Set(clients.flatMap(shareNetworks))) {
					const singles = [...table.values()].filter(
						(row) => row.state === "waiting" && row.attempts === 1 && shareNetworks(row.client).includes(network),
					);
					const oldest = table.oldestSingle(network);
					if (singles.length === 0) expect(oldest).toBeUndefined();
					else expect(singles.map((row) => row.id)).toContain(oldest);
				}
			}),
		);
	});

	test("a walk sees what is there when its turn comes, though rows come and go meanwhile", () => {
		const table = createTripletTable(7);
		const [row] = fc.sample(drawn, 1);
		if (row === undefined) return;
		for (const id of ["a", "b", "c", "d"]) table.set(id, rowOf(id, row));
		const seen: string[] = [];
		for (const { id } of table.values()) {
			seen.push(id);
			if (id === "a") {
				table.delete("a");
				table.delete("b");
				table.set("e", rowOf("e", row));
			}
			if (id === "e") table.set("f", rowOf("f", row));
		}
		expect(seen).toEqual(["a", "c", "d", "e", "f"]);
	});

	test("a hundred thousand triplets are found, and none once they are gone", () => {
		const table = createTripletTable(7);
		const [drawnRow] = fc.sample(drawn, 1);
		if (drawnRow === undefined) return;
		const idOf = keyedHash(new Uint8Array(32));
		const all = new Set(Array.from({ length: 100_000 }, (_, number) => idOf(String(number))));
		for (const id of all) table.set(id, rowOf(id, drawnRow));
		expect(table.size).toBe(all.size);
		for (const id of all) expect(table.get(id)?.recipient).toBe(`${id}@dest.test`);
		for (const id of all) table.delete(id);
		expect(table.size).toBe(0);
		expect(table.get(idOf("5"))).toBeUndefined();
	});
});
