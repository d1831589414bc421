/** What happened last, read from the journal: any time of it, over files, and with lines that are too long. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { recentEvents } from "../../../../electron/daemon/history/worker-recent.ts";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";
import { madeUpSite } from "../../../fixtures/history/random-mail.ts";
import { type WrittenJournal, writtenJournal } from "../../../fixtures/history/written-journal.ts";

let journal: WrittenJournal;
beforeEach(() => {
	journal = writtenJournal();
});
afterEach(() => journal.remove());

const numbers = (events: readonly PolicyEvent[]) => events.map(({ seq }) => seq);
const ever = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** Some megabytes of mail in three files. */
function threeFiles(): readonly PolicyEvent[] {
	const mail = madeUpSite(5);
	return [1, 2, 3].flatMap(() => {
		const events = mail.next(2_000);
		journal.write(events);
		journal.turn();
		return events;
	});
}

test("the newest come first, whichever log they lie in, and none that is not certain yet", () => {
	const events = threeFiles();
	const last = events.at(-1)?.seq ?? 0;
	const newest = numbers(events).reverse();
	expect(numbers(recentEvents(journal.folder, { ...ever, most: 300 }, last))).toEqual(newest.slice(0, 300));
	const certain = newest.filter((seq) => seq <= last - 100);
	const told = numbers(recentEvents(journal.folder, { ...ever, most: 300 }, last - 100));
	expect(told).toEqual(certain.slice(0, 300));
});

test("any time of the journal is found, to the event", () => {
	const events = threeFiles();
	const last = events.at(-1)?.seq ?? 0;
	for (const share of [0, 0.1, 0.34, 0.5, 0.66, 0.9]) {
		const from = events[Math.floor(share * events.length)]?.at ?? 0;
		const to = events[Math.floor((share + 0.05) * events.length)]?.at ?? 0;
		const meant = events.filter(({ at }) => at >= from && at < to);
		expect(meant.length).toBeGreaterThan(50);
		const told = recentEvents(journal.folder, { from, to, most: 5_000 }, last);
		expect(numbers(told)).toEqual(numbers(meant).reverse());
	}
});

test("a line that cannot be read, and half a line at the end, hide nothing else", () => {
	const mail = madeUpSite(7);
	const before = mail.next(50);
	journal.write(before);
	journal.append("traffic", Buffer.from(`${"x".repeat(600_000)}\n`));
	const after = mail.next(50);
	journal.write(after);
	journal.append("traffic", Buffer.from('00000000 {"v":1,"seq":'));
	const told = recentEvents(journal.folder, { ...ever, most: 500 }, after.at(-1)?.seq ?? 0);
	expect(numbers(told)).toEqual(numbers([...before, ...after]).reverse());
});

test("where there is no journal yet, nothing has happened", () => {
	expect(recentEvents(journal.folder, { ...ever, most: 10 }, 10)).toEqual([]);
});
