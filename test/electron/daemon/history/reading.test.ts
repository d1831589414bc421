import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SortKey } from "../../../../electron/daemon/history/contract.ts";
import { percentilesOf } from "../../../../shared/analysis/delays.ts";
import { counterOf, zeroCounters } from "../../../../shared/policy/counters.ts";
import type { EventDraft, PolicyEvent } from "../../../../shared/policy/event.ts";
import type { TripletRow } from "../../../../shared/policy/rows.ts";
import { type OpenedHistory, openedHistory, request, walk } from "../../../fixtures/history/opened-history.ts";
import { madeUpSite } from "../../../fixtures/history/random-mail.ts";
import { type WrittenJournal, writtenJournal } from "../../../fixtures/history/written-journal.ts";
import { deferral, pass } from "../../../fixtures/ledger/drafts.ts";

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

async function open(window?: number): Promise<OpenedHistory["history"]> {
	one = await openedHistory(journal.folder, window);
	return one.history;
}

/** A busy machine may take longer than a reader waits; then the answer is older, and says so. */
async function hasRead(history: OpenedHistory["history"], seq: number): Promise<void> {
	const asOf = async () => {
		const page = await history.list(request(seq, { limit: 1 }));
		return page.ok ? page.value.asOf : page.problem;
	};
	await expect.poll(asOf, { timeout: 15_000 }).toBeGreaterThanOrEqual(seq);
}

/** 2023-11-14T22:13:20Z: the site's first instant. */
const began = 1_700_000_000_000;
const minute = 60_000;
const hour = 60 * minute;

function site(...drafts: readonly EventDraft[]): readonly PolicyEvent[] {
	const made = madeUpSite(1, began);
	const events = drafts.map((draft) => made.add(draft));
	journal.write(events);
	return events;
}

const started = (at: number): EventDraft => ({ kind: "engine-changed", at, change: "started", why: "" });
const stopped = (at: number): EventDraft => ({ kind: "engine-changed", at, change: "stopped", why: "" });

describe("walking a list page by page while mail comes in", () => {
	const keys: readonly SortKey[] = [
		...(["lastSeenAt", "firstSeenAt", "mayPassAt", "attempts"] as const),
		...(["sender", "recipient", "client", "state"] as const),
	];
	const orders = keys.flatMap((key) => [false, true].map((descending) => ({ key, descending })));

	test.each(orders)(
		"sorted by $key, descending $descending: no row twice, none missed that the stream does not tell",
		async (sort) => {
			const mail = madeUpSite(21);
			const before = mail.next(1200);
			journal.write(before);
			const history = await open();
			const first = before.at(-1)?.seq ?? 0;
			await hasRead(history, first);
			const there = new Map([...mail.state.triplets.values()].map((row) => [row.id, row]));
			const changed = new Set<string>();
			const rows = await walk(history, request(first, { sort, limit: 50 }), () => {
				const events = mail.next(25);
				journal.write(events);
				for (const event of events) for (const id of touched(event)) changed.add(id);
				return events.at(-1)?.seq ?? 0;
			});
			const shown = rows.map((row) => row.id);
			expect(new Set(shown).size).toBe(shown.length);
			const missed = [...there.keys()].filter((id) => !shown.includes(id) && !changed.has(id));
			expect(missed).toEqual([]);
			for (const row of rows) if (!changed.has(row.id)) expect(row).toEqual(there.get(row.id));
			expect(changed.size).toBeGreaterThan(50);
		},
	);

	function touched(event: PolicyEvent): readonly string[] {
		if (event.kind === "approved" || event.kind === "purged") return event.rows.map((row) => row.id);
		if (event.kind === "undone") return event.restored.map((row) => row.id);
		if (event.kind === "forgotten") return event.triplets;
		return "triplet" in event && event.triplet !== null ? [event.triplet] : [];
	}
});

test("pages are in order, and the total is that of the whole list", async () => {
	const mail = madeUpSite(22);
	journal.write(mail.next(900));
	const history = await open();
	await hasRead(history, 900);
	const size = mail.state.triplets.size;
	const page = await history.list(request(900, { limit: 10 }));
	expect(page).toMatchObject({ value: { total: { value: size, exact: true }, asOf: 900 } });
	const clients = await walk(history, request(900, { sort: { key: "client", descending: false }, limit: 33 }));
	expect(clients.map((row) => row.client)).toEqual(
		[...clients.map((row) => row.client)].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
	);
	const seen = await walk(history, request(900, { limit: 33 }));
	expect(seen.map((row) => row.lastSeenAt)).toEqual([...seen.map((row) => row.lastSeenAt)].sort((a, b) => b - a));
});
const order = ["10.0.0.1", "192.0.2.10", "192.0.3.10", "198.51.100.7", "2001:db8::25", "2001:db8:1::7"];

test("a total beyond ten thousand is an estimate and says so", async () => {
	const events = Array.from({ length: 24_000 }, (_, n) => ({ ...deferral(n, began + n), seq: n + 1 }));
	journal.write(events);
	const history = await open();
	history.grown(24_000);
	await waitFor(history, 24_000);
	const all = await history.list(request(24_000, { limit: 1 }));
	expect(all).toMatchObject({ value: { total: { value: 24_000, exact: true } } });
	const some = await history.list(request(24_000, { q: "state:waiting -client:192.0.2.128/25", limit: 1 }));
	expect(some).toMatchObject({ value: { total: { exact: false } } });
	const value = some.ok ? some.value.total.value : 0;
	const exact = events.filter((_, n) => n % 250 < 128).length;
	expect(value).toBeGreaterThan(exact * 0.7);
	expect(value).toBeLessThan(exact * 1.3);
});

async function waitFor(history: OpenedHistory["history"], seq: number): Promise<void> {
	while (history.position().seq < seq) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("a wrong query is a problem with its column", async () => {
	const history = await open();
	const problem = expect.stringMatching(/^Column 5 /);
	expect(await history.list(request(0, { q: "bob stat:x" }))).toMatchObject({ ok: false, problem });
	expect((await history.select({ q: "age:1h", limit: 5, now: 0 }, 0)).value).toMatchObject({ ok: false });
});

describe("what happened to one triplet", () => {
	test("every attempt in order, with the action's part that is about it", async () => {
		const mail = madeUpSite(23);
		const [first, other] = [mail.add(deferral(1, began)), mail.add(deferral(2, began + 1))];
		const rows = [...mail.state.triplets.values()];
		const who = { name: "ann", verified: false, role: "operator" } as const;
		const purged = mail.add({ kind: "purged", at: began + 2, actionId: "a", who, why: "", rows });
		const back = mail.add(deferral(1, began + 3));
		journal.write([first, other, purged, back]);
		const history = await open();
		const events = (await history.eventsOf("triplet1", 4)).value;
		expect(events.map((event) => [event.seq, event.kind])).toEqual([
			[1, "deferred"],
			[3, "purged"],
			[4, "deferred"],
		]);
		expect(events[0]).toEqual(first);
		expect(events[1]).toEqual({ ...purged, rows: rows.filter((row) => row.id === "triplet1") });
		expect((await history.eventsOf("nobody", 4)).value).toEqual([]);
	});

	test("beyond the window, and where old traffic is gone from the disk, the newest are told", async () => {
		const events = Array.from({ length: 30 }, (_, n) => ({ ...deferral(1, began + n), seq: n + 1 }));
		journal.write(events.slice(0, 10));
		const old = journal.trafficFile();
		journal.turn();
		journal.write(events.slice(10));
		const history = await open();
		expect((await history.eventsOf("triplet1", 30)).value.map((event) => event.seq)).toEqual(
			events.map((event) => event.seq),
		);
		rmSync(old);
		expect((await history.eventsOf("triplet1", 30)).value.map((event) => event.seq)).toEqual(
			events.slice(10).map((event) => event.seq),
		);
		await one?.history.close();
		rmSync(`${journal.folder}/history.sqlite`);
		const small = await open(5);
		small.grown(30);
		expect((await small.eventsOf("triplet1", 30)).value.map((event) => event.seq)).toEqual([26, 27, 28, 29, 30]);
	});

	test("siblings are the same sender's mail to the same recipient from elsewhere", async () => {
		const from = (n: number, change: { sender?: string; recipient?: string }) => {
			const base = deferral(n, began + n);
			const senderKey = change.sender ?? "alice@example.net";
			return { ...base, senderKey, attempt: { ...base.attempt, sender: senderKey, ...change } };
		};
		site(
			from(1, {}),
			from(2, {}),
			from(3, { sender: "carol@example.net" }),
			from(4, { recipient: "BOB@example.org" }),
			from(5, {}),
		);
		const history = await open();
		const found: readonly TripletRow[] = (await history.siblings("triplet1", 5)).value;
		expect(found.map((row) => row.id)).toEqual(["triplet5", "triplet2"]);
	});
});

describe("counts over time", () => {
	test("each mail is counted in its second and in its minute", async () => {
		const mail = madeUpSite(24, began);
		const events = mail.next(500);
		journal.write([...events]);
		const history = await open();
		for (const step of [1, 10, 60, 3600]) {
			const points = (await history.series({ from: began, to: mail.now() + 1000, step }, 500)).value;
			const told = zeroCounters();
			for (const point of points)
				for (const [name, count] of Object.entries(point.counters)) told[name as "passedOpen"] += count;
			const counted = zeroCounters();
			for (const event of events) {
				const name = counterOf(event);
				if (name !== null) counted[name]++;
			}
			expect(told).toEqual(counted);
			expect(points.map((point) => point.at % (step * 1000))).toEqual(points.map(() => 0));
		}
	});

	test("silence is zero, but time before the first event, and while the engine did not run, is a gap", async () => {
		const at = (seconds: number) => began + seconds * 1000;
		site(
			started(at(0)),
			deferral(1, at(5)),
			stopped(at(10)),
			started(at(14)),
			deferral(2, at(18)),
			deferral(3, at(19)),
			started(at(25)),
		);
		const history = await open();
		const points = (await history.series({ from: at(-2), to: at(30), step: 1 }, 7)).value;
		const gaps = points.filter((point) => point.gap).map((point) => (point.at - began) / 1000);
		expect(gaps).toEqual([-2, -1, 10, 11, 12, 13, 20, 21, 22, 23, 24]);
		expect(points.find((point) => point.at === at(5))?.counters.deferredNew).toBe(1);
		const byMinute = (await history.series({ from: at(-40), to: at(80), step: 60 }, 7)).value;
		expect(byMinute.map((point) => point.gap)).toEqual([true, false, false]);
	});

	test("mail that passed while the journal could not be written is a gap with its number", async () => {
		const at = (seconds: number) => began + seconds * 1000;
		site(started(at(0)), { kind: "gap", at: at(9), from: at(3), to: at(8), passed: 12, why: "no space left" });
		const history = await open();
		const points = (await history.series({ from: at(0), to: at(12), step: 1 }, 2)).value;
		expect(points.map((point) => point.gap)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0].map(Boolean));
		expect(points.reduce((sum, point) => sum + point.counters.passedOpen, 0)).toBe(12);
	});

	test("seconds are kept for hours, minutes for longer: what is gone is a gap, not zero", async () => {
		site(started(began), deferral(1, began), deferral(2, began + 10 * hour));
		const history = await open();
		const seconds = (await history.series({ from: began, to: began + 10, step: 1 }, 3)).value;
		expect(seconds.map((point) => point.gap)).toEqual([true]);
		const minutes = (await history.series({ from: began, to: began + minute, step: 60 }, 3)).value;
		expect(minutes[0]).toMatchObject({ gap: false, counters: { deferredNew: 1 } });
	});

	test("more points than anybody can draw are refused", async () => {
		const history = await open();
		await expect(history.series({ from: 0, to: began, step: 1 }, 0)).rejects.toThrow("larger step");
	});

	test("counts survive a restart without being counted twice", async () => {
		site(started(began), deferral(1, began + 1000), deferral(2, began + 1500));
		const range = { from: began, to: began + 3000, step: 1 };
		const { value: before } = await (await open()).series(range, 3);
		await one?.history.close();
		expect((await (await open()).series(range, 3)).value).toEqual(before);
		expect(before.map((point) => point.counters.deferredNew)).toEqual([0, 2, 0]);
	});
});

test("our delay and theirs are told apart, and only of mail that passed in the range", async () => {
	const mail = madeUpSite(25, began);
	const early = { ...pass(1, began), ourDelaySeconds: 60, theirDelaySeconds: 30 };
	const late = { ...pass(2, began + 3 * hour), ourDelaySeconds: 60, theirDelaySeconds: 3600 };
	const known = { ...pass(3, began + 3 * hour), ourDelaySeconds: null, theirDelaySeconds: null };
	journal.write([early, late, known].map((draft) => mail.add(draft)));
	const history = await open();
	const all = (await history.delays(began - hour, began + 4 * hour, 3)).value;
	expect(percentilesOf(all.edges, all.ours)).toEqual({ count: 2, median: 60, p95: 60 });
	expect(percentilesOf(all.edges, all.theirs)).toEqual({ count: 2, median: 30, p95: 3600 });
	const first = (await history.delays(began - hour, began + hour, 3)).value;
	expect(percentilesOf(first.edges, first.theirs)).toEqual({ count: 1, median: 30, p95: 30 });
});
