/** The live feed, over a real ledger: nothing is lost from the counts, details are bounded, a cut is mended. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { detailSeqs, type EventReader, omittedOf, readEvents } from "../../../fixtures/event-reader.ts";
import { type Greylist, openGreylist } from "../../../fixtures/greylist.ts";

let greylist: Greylist;
beforeEach(async () => {
	greylist = await openGreylist({ history: false });
});
afterEach(() => greylist.close());

function listen(lastId: string | null = null, signal = new AbortController().signal): EventReader {
	const stream = greylist.events.open(lastId, signal);
	if (stream === null) throw new Error("too many readers");
	return readEvents(stream);
}

/** So many mails of as many senders, all deferred. */
async function mails(count: number, from = 0): Promise<void> {
	await Promise.all(
		Array.from({ length: count }, (_, index) => greylist.attempt({ sender: `s${from + index}@example.com` })),
	);
}

const lastTick = (reader: EventReader) => reader.frames.filter((frame) => frame.name === "tick").at(-1)?.data;

describe("the live feed", () => {
	test("a mail that is deferred shows as a tick with its second, and as a detail", async () => {
		const reader = listen();
		await reader.until((frames) => frames.some((frame) => frame.name === "tick"));
		await greylist.attempt();
		await reader.until((frames) => detailSeqs(frames).length === 1 && lastTick(reader)?.counters.deferredNew === 1);
		const second = Math.floor(greylist.clock.now() / 1000) * 1000;
		expect(lastTick(reader).seconds).toMatchObject([{ at: second, deferredNew: 1, gap: false }]);
		const { epoch } = greylist.ledger.head();
		const details = reader.frames.filter((frame) => frame.name === "detail").flatMap((frame) => frame.data.events);
		expect(details.map((event) => event.id)).toEqual(details.map((event) => `${epoch}:${event.seq}`));
		expect(lastTick(reader).triplets).toEqual({ waiting: 1, watched: 0, passed: 0, approved: 0, expired: 0 });
		await reader.cancel();
	});

	test("after a cut each mail shows once, none twice and none missing", async () => {
		const first = listen();
		await mails(40);
		await first.until((frames) => detailSeqs(frames).length === 40);
		const lastId = first.frames.filter((frame) => frame.name === "detail").at(-1)?.id ?? null;
		await first.cancel();
		await mails(300, 40);
		const second = listen(lastId);
		await second.until((frames) => detailSeqs(frames).length >= 300);
		await mails(20, 340);
		await second.until((frames) => detailSeqs(frames).length >= 320);
		const seqs = [...detailSeqs(first.frames), ...detailSeqs(second.frames)];
		const beginning = seqs[0] ?? 0;
		expect(seqs).toEqual(Array.from({ length: 360 }, (_, index) => beginning + index));
		expect(omittedOf(second.frames)).toBe(0);
		expect(second.frames.some((frame) => frame.name === "gap")).toBe(false);
		await second.cancel();
	});

	test("a burst loses details and says how many, and loses no count", async () => {
		const reader = listen();
		await mails(1500);
		await reader.until(() => lastTick(reader)?.counters.deferredNew === 1500);
		await reader.until((frames) => detailSeqs(frames).length + omittedOf(frames) >= 1500);
		expect(detailSeqs(reader.frames).length).toBeLessThanOrEqual(400);
		expect(detailSeqs(reader.frames).length + omittedOf(reader.frames)).toBe(1500);
		await reader.cancel();
	});

	test("a reader that does not read costs little, and then gets every second and the right counts", async () => {
		const reader = listen();
		for (let second = 0; second < 60; second++) {
			await mails(50, second * 50);
			greylist.clock.pass(1);
		}
		await new Promise((resolve) => setTimeout(resolve, 1200));
		await mails(1, 3000);
		await reader.until(() => lastTick(reader)?.counters.deferredNew === 3001);
		const bySecond = new Map<number, number>();
		for (const frame of reader.frames) {
			if (frame.name !== "tick") continue;
			for (const point of frame.data.seconds) bySecond.set(point.at, point.deferredNew);
		}
		expect([...bySecond.values()].reduce((sum, count) => sum + count, 0)).toBe(3001);
		expect(detailSeqs(reader.frames).length).toBeLessThan(1000);
		expect(detailSeqs(reader.frames).length + omittedOf(reader.frames)).toBe(3001);
		await reader.cancel();
	});

	test.each([
		["an unknown epoch", (head: string) => head.replace(/^.*:/, "nosuchepoch:")],
		["a number that was never given", (head: string) => `${head}999`],
		["something that is no id", () => "what?"],
	])("%s is told as a gap, and the stream goes on from now", async (_, idOf) => {
		const head = greylist.ledger.head();
		const reader = listen(idOf(`${head.epoch}:${head.seq}`));
		await greylist.attempt();
		await reader.until((frames) => detailSeqs(frames).length === 1);
		expect(reader.frames[0]).toMatchObject({ name: "gap", id: `${head.epoch}:${head.seq}` });
		await reader.cancel();
	});

	test("an id too old for the ring is told as a gap", async () => {
		await greylist.attempt();
		const { epoch, seq } = greylist.ledger.head();
		await mails(8300, 1);
		const reader = listen(`${epoch}:${seq}`);
		await reader.until((frames) => frames.length > 0);
		expect(reader.frames[0]?.name).toBe("gap");
		await reader.cancel();
	});

	test("a hundred readers that come and go leave none behind, by whichever end they hang up", async () => {
		for (let round = 0; round < 50; round++) {
			const cut = new AbortController();
			const readers = [listen(), listen(null, cut.signal)];
			expect(greylist.events.readers()).toBe(2);
			await readers[0]?.cancel();
			cut.abort();
		}
		expect(greylist.events.readers()).toBe(0);
		await greylist.attempt();
	});

	test("closing the daemon ends every stream", async () => {
		const readers = [listen(), listen()];
		greylist.events.close();
		expect(await Promise.all(readers.map((reader) => reader.ended()))).toEqual([true, true]);
		expect(greylist.events.readers()).toBe(0);
	});

	test("more readers than allowed are refused", () => {
		const streams = Array.from({ length: 257 }, () => greylist.events.open(null, new AbortController().signal));
		expect(streams.filter((stream) => stream === null)).toHaveLength(1);
	});
});
