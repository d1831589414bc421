/** The chart that moves and the history tell the same of the same time, gaps and mail that passed in them included. */
import { afterEach, expect, test } from "vitest";
import { countSeconds } from "../../../../electron/daemon/management/live-counts.ts";
import { counterNames } from "../../../../shared/policy/counters.ts";
import type { EventDraft } from "../../../../shared/policy/event.ts";
import { type OpenedHistory, openedHistory } from "../../../fixtures/history/opened-history.ts";
import { madeUpSite } from "../../../fixtures/history/random-mail.ts";
import { writtenJournal } from "../../../fixtures/history/written-journal.ts";
import { deferral } from "../../../fixtures/ledger/drafts.ts";

/** The beginning of a minute. */
const began = 1_699_999_980_000;
const at = (seconds: number) => began + seconds * 1000;
const gap = (from: number, to: number, passed: number): EventDraft => ({
	kind: "gap",
	at: at(to) + 100,
	from: at(from),
	to: at(to),
	passed,
	why: "no space left",
});

const journal = writtenJournal();
let opened: OpenedHistory | null = null;
afterEach(async () => {
	await opened?.history.close();
	journal.remove();
});

test("live counts and history agree, second by second and in larger steps", async () => {
	const site = madeUpSite(1, began);
	const drafts: readonly EventDraft[] = [
		{ kind: "engine-changed", at: began, change: "started", why: "" },
		deferral(1, at(2.2)),
		// A gap that begins in a second with mail.
		gap(2.5, 7.4, 3),
		deferral(2, at(9)),
		// Less than half of a second.
		gap(12.3, 12.6, 0),
		gap(20.1, 40.7, 0),
		// They overlap.
		gap(45.2, 47.4, 2),
		gap(45.6, 47.7, 0),
		deferral(3, at(59)),
	];
	const events = drafts.map((draft) => site.add(draft));
	journal.write(events);
	const live = countSeconds(began, () => at(60));
	for (const event of events) live.count(event);
	opened = await openedHistory(journal.folder);
	for (const step of [1, 2, 5, 10, 30, 60]) {
		const told = await opened.history.series({ from: began, to: at(60), step }, events.length);
		const known = told.value.map(({ at: from, gap: lost, counters }) => ({
			at: from,
			gap: lost,
			...Object.fromEntries(counterNames.map((name) => [name, lost ? null : counters[name]])),
		}));
		expect(known.some((point) => point.gap)).toBe(step <= 10);
		expect(live.series(began, at(60), step)).toEqual(known);
	}
	expect(live.changedSince(0).filter((point) => point.passedOpen !== null && point.passedOpen > 0)).toMatchObject([
		{ at: at(7), passedOpen: 3 },
		{ at: at(47), passedOpen: 2 },
	]);
});
