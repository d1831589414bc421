import { expect, test } from "vitest";
import { changesOf } from "../../../renderer/state/row-patch.ts";
import { patchPages, type TripletPages } from "../../../renderer/state/triplet-pages.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import type { StreamEvent } from "../../../shared/protocol/stream.ts";

const row = (id: string): Triplet => ({
	id,
	state: "waiting",
	stage: "RCPT",
	watched: false,
	client: "192.0.2.9",
	clientKey: "192.0.2.0/24",
	clientName: null,
	helo: null,
	sender: "alice@example.net",
	senderKey: "alice@example.net",
	recipients: ["bob@example.org"],
	firstSeenAt: 1_000,
	lastSeenAt: 1_000,
	mayPassAt: 61_000,
	expiresAt: 500_000,
	passedAt: null,
	attempts: 1,
	ourDelaySeconds: null,
	theirDelaySeconds: null,
	outcome: "unknown",
	reason: "new",
	approval: null,
	nextTry: { from: 1, to: 2, basis: "most come back" },
});
const life = {
	state: "passed",
	firstSeenAt: 1_000,
	mayPassAt: 61_000,
	windowEndsAt: 100_000,
	expiresAt: 900_000,
	passedAt: 90_000,
	attempts: 2,
	shadow: false,
	approvedBy: null,
};
const pages = (...ids: string[]): TripletPages => ({
	pageParams: [null],
	pages: [{ rows: ids.map(row), total: { value: ids.length, exact: true }, next: null, asOf: "e:1" }],
});
const after = (event: StreamEvent, ...ids: string[]) => patchPages(pages(...ids), changesOf([event]))?.pages[0];

test("a mail that passes changes its row, and no other", () => {
	const passed = {
		seq: 2,
		at: 90_000,
		kind: "passed",
		reason: "after-delay",
		triplet: "a",
		life,
		ourDelaySeconds: 60,
		theirDelaySeconds: 29,
		attempt: { client: "192.0.2.77", clientName: "mx.example.net", helo: "mx.example.net" },
	};
	const page = after(passed, "a", "b");
	expect(page?.rows[0]).toMatchObject({
		state: "passed",
		attempts: 2,
		client: "192.0.2.77",
		lastSeenAt: 90_000,
		theirDelaySeconds: 29,
		nextTry: null,
	});
	expect(page?.rows[1]).toEqual(row("b"));
});

test("an approval by anybody marks the row with its action; an undo takes it back", () => {
	const rows = [{ ...life, id: "a", state: "approved", approvedBy: "act1", reason: "new", lastSeenAt: 1_000 }];
	const approved = changesOf([{ seq: 2, at: 5_000, kind: "approved", rows }]);
	const once = patchPages(pages("a"), approved);
	expect(once?.pages[0]?.rows[0]).toMatchObject({ state: "approved", approval: { actionId: "act1" } });
	const restored = [{ ...life, id: "a", state: "waiting", passedAt: null, reason: "new", lastSeenAt: 1_000 }];
	const undone = patchPages(once, changesOf([{ seq: 3, at: 6_000, kind: "undone", restored }]));
	expect(undone?.pages[0]?.rows[0]).toMatchObject({ state: "waiting", approval: null });
});

test("a purged triplet leaves the list, and the total with it", () => {
	const rows = [{ ...life, id: "a", reason: "new", lastSeenAt: 1_000 }];
	const page = after({ seq: 2, at: 5_000, kind: "purged", rows }, "a", "b");
	expect(page?.rows.map(({ id }) => id)).toEqual(["b"]);
	expect(page?.total.value).toBe(1);
});

test("events this page cannot read, and rows it does not list, change nothing", () => {
	const list = pages("a");
	const strange = [
		{ seq: 2, at: 1, kind: "teleported", triplet: "a" },
		{ seq: 3, at: 1, kind: "passed", triplet: "a", life: "none" },
		{ seq: 4, at: 1, kind: "expired", triplet: "elsewhere", reason: "never-retried" },
	];
	expect(patchPages(list, changesOf(strange))).toBe(list);
});

test("what a mail log tells of the last attempt changes the row; of an earlier one it does not", () => {
	const told = { seq: 2, at: 5_000, kind: "outcome", triplet: "a", askedAt: 1_000, outcome: "overruled", code: "554" };
	expect(after(told, "a")?.rows[0]?.outcome).toBe("overruled");
	expect(after({ ...told, askedAt: 500 }, "a")?.rows[0]?.outcome).toBe("unknown");
});
