import { afterEach, beforeEach, expect, test } from "vitest";
import { percentilesOf } from "../../../../shared/analysis/delays.ts";
import { counterNames } from "../../../../shared/policy/counters.ts";
import type { Passed } from "../../../../shared/policy/event.ts";
import { type OpenedHistory, openedHistory } from "../../../fixtures/history/opened-history.ts";
import { dice, madeUpSite } from "../../../fixtures/history/random-mail.ts";
import { type WrittenJournal, writtenJournal } from "../../../fixtures/history/written-journal.ts";
import { deferral } from "../../../fixtures/ledger/drafts.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2025-11-24T10:30:00Z. */
const NOW = 1_763_980_200_000;
const DAYS = 400;
let journal: WrittenJournal;
let one: OpenedHistory;
let passes: readonly Passed[];
let last: number;

function pass(n: number, at: number, theirs: number): Passed {
	const { kind: _, reason: __, ...mail } = deferral(n, at);
	return {
		...mail,
		kind: "passed",
		reason: "after-delay",
		life: null,
		ourDelaySeconds: 60,
		theirDelaySeconds: theirs,
	};
}

/** More than a year of mail that passed, a few a day, oldest first. */
beforeEach(async () => {
	journal = writtenJournal();
	const roll = dice(11);
	const instants = Array.from({ length: 1500 }, () => NOW - Math.floor(roll() * DAYS * DAY)).sort((a, b) => a - b);
	passes = [...instants, NOW].map((at, n) => pass(n, at, Math.floor(roll() * 90_000)));
	const site = madeUpSite(1, NOW - DAYS * DAY);
	const started = site.add({ kind: "engine-changed", at: NOW - DAYS * DAY, change: "started", why: "" });
	const events = [started, ...passes.map((draft) => site.add(draft))];
	journal.write(events);
	last = events.at(-1)?.seq ?? 0;
	one = await openedHistory(journal.folder);
	one.history.grown(last);
	await expect.poll(() => one.history.position().seq, { timeout: 20_000 }).toBe(last);
});
afterEach(async () => {
	await one.history.close();
	journal.remove();
});

test.each([
	{ told: "a year by days", long: 365 * DAY, step: 86_400 },
	{ told: "a month by three hours", long: 30 * DAY, step: 10_800 },
	{ told: "a week by hours", long: 7 * DAY, step: 3600 },
	{ told: "a month by minutes", long: 10 * DAY, step: 900 },
])("$told: each point is the number of mails that passed in it", async ({ long, step }) => {
	const { value: points } = await one.history.series({ from: NOW - long, to: NOW + 1, step }, last);
	expect(points.every(({ gap }) => !gap)).toBe(true);
	const naive = points.map(({ at }) => passes.filter((mail) => mail.at >= at && mail.at < at + step * 1000).length);
	expect(points.map(({ counters }) => counters.passedAfterDelay)).toEqual(naive);
	expect(naive.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
	for (const { counters } of points)
		expect(counterNames.filter((name) => counters[name] > 0 && name !== "passedAfterDelay")).toEqual([]);
});

test("what was counted by the minute months ago is told by the hour; by the minute it is unknown, not zero", async () => {
	const at = Math.floor((NOW - 90 * DAY) / HOUR) * HOUR;
	const minutes = (await one.history.series({ from: at, to: at + HOUR, step: 60 }, last)).value;
	expect(minutes.every(({ gap }) => gap)).toBe(true);
	const hours = (await one.history.series({ from: at, to: at + DAY, step: 3600 }, last)).value;
	expect(hours.some(({ gap }) => gap)).toBe(false);
});

test.each([
	{ told: "the last hours, to the minute", from: NOW - 20 * HOUR, to: NOW + 60_000, grain: 60_000 },
	{ told: "the last weeks, to the hour", from: NOW - 20 * DAY, to: NOW - 3 * HOUR, grain: HOUR },
	{ told: "some hours of last week", from: NOW - 7 * DAY, to: NOW - 7 * DAY + 9 * HOUR, grain: HOUR },
	{ told: "a year, to the day", from: NOW - 365 * DAY, to: NOW, grain: DAY },
	{ told: "a month of last year", from: NOW - 300 * DAY, to: NOW - 270 * DAY, grain: DAY },
])("delays over $told: the histogram has each mail once, in its bucket", async ({ from, to, grain }) => {
	const { edges, ours, theirs } = (await one.history.delays(from, to, last)).value;
	const [first, end] = [Math.floor(from / grain) * grain, Math.ceil(to / grain) * grain];
	const inside = passes.filter(({ at }) => at >= first && at < end);
	const naive = edges.map(
		(edge, index) =>
			inside.filter(
				({ theirDelaySeconds: seconds }) => seconds !== null && seconds <= edge && seconds > (edges[index - 1] ?? -1),
			).length,
	);
	expect(theirs).toEqual(naive);
	const told = percentilesOf(edges, ours);
	expect(told).toEqual({
		count: inside.length,
		median: inside.length > 0 ? 60 : null,
		p95: inside.length > 0 ? 60 : null,
	});
});
