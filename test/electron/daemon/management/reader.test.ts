/** One reader of the live feed, turn by turn: what it is given in a second, and after a cut. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openReader, type Reader } from "../../../../electron/daemon/management/reader.ts";
import { detailSeqs, type EventReader, omittedOf, readEvents } from "../../../fixtures/event-reader.ts";
import { type Greylist, openGreylist } from "../../../fixtures/greylist.ts";

let greylist: Greylist;
let stop: (() => void) | null = null;
beforeEach(async () => {
	greylist = await openGreylist({ history: false });
});
afterEach(async () => {
	stop?.();
	stop = null;
	await greylist.close();
});

/** So many mails of as many senders, all deferred. */
async function mails(count: number, from = 0): Promise<void> {
	await Promise.all(
		Array.from({ length: count }, (_, index) => greylist.attempt({ sender: `s${from + index}@example.com` })),
	);
}

/** A reader of everything after `seq`, whose turns the test takes. */
function readerFrom(seq: number): { readonly reader: Reader; readonly events: EventReader } {
	const { ledger } = greylist;
	const { epoch } = ledger.head();
	const reader = openReader(
		{
			epoch,
			seq,
			gap: null,
			head: () => ledger.head().seq,
			after: (last, most) => ledger.since({ epoch, seq: last }, most),
		},
		() => undefined,
	);
	const unsubscribe = ledger.subscribe((event) => reader.push(event));
	const events = readEvents(reader.stream);
	// Reads all that comes, until the end.
	void events.until(() => false, 60).catch(() => undefined);
	stop = () => {
		unsubscribe();
		reader.end();
	};
	return { reader, events };
}

/** So many turns, and all that came by them. */
async function turns(count: number, { reader, events }: ReturnType<typeof readerFrom>): Promise<readonly number[]> {
	for (let turn = 0; turn < count; turn++) {
		reader.turn(() => null);
		await new Promise((resolve) => setImmediate(resolve));
	}
	return detailSeqs(events.frames);
}

test("in the second of its opening, too, a reader gets at most 200 details", async () => {
	const { seq } = greylist.ledger.head();
	await mails(600);
	const missing = readerFrom(seq);
	expect(await turns(1 + 4, missing)).toHaveLength(200);
	expect(await turns(8, missing)).toEqual(Array.from({ length: 600 }, (_, index) => seq + 1 + index));
	expect(omittedOf(missing.events.frames)).toBe(0);
});

test("what comes while it catches up follows what it missed, each event once", async () => {
	const { seq } = greylist.ledger.head();
	await mails(120);
	const missing = readerFrom(seq);
	await turns(2, missing);
	await mails(30, 120);
	await turns(3, missing);
	await mails(10, 150);
	expect(await turns(2, missing)).toEqual(Array.from({ length: 160 }, (_, index) => seq + 1 + index));
});

test("a reader that falls out of the ring is told how many it missed, and goes on from now", async () => {
	const { seq } = greylist.ledger.head();
	await mails(100);
	const missing = readerFrom(seq);
	expect(await turns(2, missing)).toHaveLength(50);
	await mails(9000, 100);
	expect(await turns(2, missing)).toHaveLength(50);
	expect(omittedOf(missing.events.frames)).toBe(9050);
	await mails(1, 9100);
	expect((await turns(1, missing)).at(-1)).toBe(greylist.ledger.head().seq);
});
