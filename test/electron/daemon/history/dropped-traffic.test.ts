import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeSnapshot } from "../../../../electron/daemon/ledger/snapshot-worker.ts";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";
import { type OpenedHistory, openedHistory, request, walk } from "../../../fixtures/history/opened-history.ts";
import { madeUpSite } from "../../../fixtures/history/random-mail.ts";
import { type WrittenJournal, writtenJournal } from "../../../fixtures/history/written-journal.ts";

const BEGAN = 1_700_000_000_000;
let journal: WrittenJournal;
let one: OpenedHistory | null = null;

beforeEach(() => {
	journal = writtenJournal();
});
afterEach(async () => {
	await one?.history.close();
	one = null;
	journal.remove();
});

/** Traffic in four files, snapshots after the second and the third; then the first two files are gone. */
function lived() {
	const site = madeUpSite(7, BEGAN);
	const events: PolicyEvent[] = [];
	for (let part = 0; part < 4; part++) {
		const more = site.next(300);
		journal.turn();
		journal.write(more);
		events.push(...more);
		const upTo = more.at(-1)?.seq ?? 0;
		if (part === 1 || part === 2) expect(writeSnapshot({ folder: journal.folder, upTo, at: 0 })).toBeNull();
	}
	const traffic = join(journal.folder, "traffic");
	const names = readdirSync(traffic).toSorted();
	const dropped = () => {
		for (const name of names.slice(0, 2)) rmSync(join(traffic, name));
	};
	return { site, events, last: events.at(-1)?.seq ?? 0, keptFrom: Number(names[2]?.slice(0, 16)), dropped };
}

test("a history made anew after old traffic was dropped lists every triplet as it stands, and no others", async () => {
	const { site, last, dropped } = lived();
	dropped();
	one = await openedHistory(journal.folder);
	one.history.grown(last);
	const rows = await walk(one.history, request(last));
	const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1);
	expect([...rows].sort(byId)).toEqual([...site.state.triplets.values()].sort(byId));
	// And goes on from its own file.
	await one.history.close();
	const more = site.next(50);
	journal.write(more);
	one = await openedHistory(journal.folder);
	const seq = more.at(-1)?.seq ?? 0;
	one.history.grown(seq);
	expect([...(await walk(one.history, request(seq)))].sort(byId)).toEqual([...site.state.triplets.values()].sort(byId));
});

test("what came before the traffic that is left is unknown to its charts, not zero", async () => {
	const { events, last, keptFrom, dropped } = lived();
	dropped();
	one = await openedHistory(journal.folder);
	one.history.grown(last);
	const firstAt = events.find(({ seq }) => seq >= keptFrom)?.at ?? 0;
	const before = await one.history.series({ from: BEGAN - 3_600_000, to: firstAt - 60_000, step: 60 }, last);
	expect(before.value.length).toBeGreaterThan(0);
	expect(before.value.every(({ gap }) => gap)).toBe(true);
});

test("a history that was there before shows its triplets on; the detail of old attempts is gone", async () => {
	const { site, events, last, keptFrom, dropped } = lived();
	one = await openedHistory(journal.folder);
	one.history.grown(last);
	const old = events.find((event) => event.kind === "deferred" && event.triplet !== null);
	const id = old?.kind === "deferred" ? (old.triplet ?? "") : "";
	expect((await one.history.eventsOf(id, last)).value.length).toBeGreaterThan(0);
	dropped();
	const left = (await one.history.eventsOf(id, last)).value.filter(({ kind }) => kind === "deferred");
	expect(left.every(({ seq }) => seq >= keptFrom)).toBe(true);
	expect((await walk(one.history, request(last))).length).toBe(site.state.triplets.size);
});
