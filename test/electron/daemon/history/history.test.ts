import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TripletRow } from "../../../../shared/policy/rows.ts";
import { type OpenedHistory, openedHistory, request, walk } from "../../../fixtures/history/opened-history.ts";
import { madeUpSite, type Site } from "../../../fixtures/history/random-mail.ts";
import { lineOf, type WrittenJournal, writtenJournal } from "../../../fixtures/history/written-journal.ts";

let journal: WrittenJournal;
let opened: OpenedHistory[] = [];

beforeEach(() => {
	journal = writtenJournal();
});
afterEach(async () => {
	for (const one of opened) await one.history.close();
	opened = [];
	journal.remove();
});

async function open(window?: number): Promise<OpenedHistory> {
	const one = await openedHistory(journal.folder, window);
	opened.push(one);
	return one;
}

/** Until it holds; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function byId(rows: Iterable<TripletRow>): readonly TripletRow[] {
	return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The same database, as a later Greydesk with other tables would leave it. */
function newerVersion(bytes: Buffer): Buffer {
	const content = Buffer.from(bytes.subarray(0, -12));
	content.writeUInt32BE(99, 60);
	return Buffer.concat([content, Buffer.from(`crc${crc32(content).toString(16).padStart(8, "0")}\n`)]);
}

async function expectFolded({ history }: OpenedHistory, site: Site, seq: number): Promise<void> {
	const rows = await walk(history, request(seq, { limit: 97 }));
	expect(byId(rows)).toEqual(byId(site.state.triplets.values()));
}

test("the read model is the fold of the journal, over several files and after every part of it", async () => {
	const site = madeUpSite(1);
	const one = await open();
	for (const count of [1, 40, 2500, 700]) {
		const events = site.next(count);
		journal.write(events);
		const seq = events.at(-1)?.seq ?? 0;
		one.history.grown(seq);
		await expectFolded(one, site, seq);
		expect(one.history.position()).toEqual({ seq, behindSeconds: 0, problem: null });
		journal.turn();
	}
});

test("what lay in the journal before anybody told of it is read", async () => {
	const site = madeUpSite(2);
	const events = site.next(500);
	journal.write(events);
	const one = await open();
	await until(() => one.history.position().seq === events.at(-1)?.seq);
	await expectFolded(one, site, 0);
});

test("after a restart it goes on from its snapshot, and reads only what is new", async () => {
	const site = madeUpSite(3);
	journal.write(site.next(800));
	const first = await open();
	await expectFolded(first, site, 800);
	await first.history.close();
	// With a byte of what it has read already turned over, it would find the damage if it read that again.
	const content = readFileSync(journal.trafficFile());
	content[40] = (content[40] ?? 0) ^ 1;
	writeFileSync(journal.trafficFile(), content);
	journal.write(site.next(300));
	const second = await open();
	await expectFolded(second, site, 1100);
	expect(second.history.position()).toMatchObject({ seq: 1100, problem: null });
	expect(second.warnings).toEqual([]);
});

test("a snapshot that is damaged, cut or of a newer version is set aside and made anew from the journal", async () => {
	const site = madeUpSite(4);
	journal.write(site.next(600));
	const file = join(journal.folder, "history.sqlite");
	const damages = [
		() => truncateSync(file, 5000),
		() => truncateSync(file, 0),
		() => {
			const bytes = readFileSync(file);
			bytes[9000] = (bytes[9000] ?? 0) ^ 1;
			writeFileSync(file, bytes);
		},
		() => writeFileSync(file, "SQLite format 3, or so"),
		() => writeFileSync(file, newerVersion(readFileSync(file))),
	];
	await (await open()).history.close();
	for (const damage of damages) {
		damage();
		const one = await open();
		await expectFolded(one, site, 600);
		expect(one.warnings.join()).toContain("made anew from the journal");
		await one.history.close();
	}
	const sound = await open();
	await expectFolded(sound, site, 600);
	expect(sound.warnings).toEqual([]);
	expect(existsSync(`${file}.aside`)).toBe(true);
});

test("a journal that was cut and went on otherwise is read anew", async () => {
	const kept = madeUpSite(5);
	const common = kept.next(300);
	journal.write(common);
	const size = readFileSync(journal.trafficFile()).length;
	const lost = madeUpSite(5);
	lost.next(300);
	const first = await open();
	const cut = lost.next(1).concat(lost.next(50));
	journal.write(cut.filter((event) => !["approved", "purged", "undone"].includes(event.kind)));
	first.history.grown(351);
	await until(() => first.history.position().seq >= 349);
	await first.history.close();
	truncateSync(journal.trafficFile(), size);
	const other = kept.now();
	const after = kept.add({ kind: "engine-changed", at: other, change: "started", why: "after a cut" });
	journal.write([after]);
	const second = await open();
	second.history.grown(after.seq);
	await expectFolded(second, kept, after.seq);
	expect(second.warnings.join()).toContain("another journal");
});

test("a killed worker is started again and misses nothing; until then a read fails with words", async () => {
	const site = madeUpSite(6);
	journal.write(site.next(400));
	const one = await open();
	await expectFolded(one, site, 400);
	const pending = one.history.list(request(999_999));
	await one.kill();
	await expect(pending).rejects.toThrow("ask again in a moment");
	await expect(one.history.siblings("x", 0)).rejects.toThrow("ask again in a moment");
	expect(one.history.position().problem).toContain("being started again");
	journal.write(site.next(100));
	one.history.grown(500);
	await until(() => one.history.position().seq === 500);
	await expectFolded(one, site, 500);
	expect(one.starts()).toBe(2);
	expect(one.history.position().problem).toBeNull();
});

test("half a line is not read, whatever byte it ends at, until its other half is there", async () => {
	const site = madeUpSite(7);
	journal.write(site.next(20));
	const one = await open();
	await until(() => one.history.position().seq === 20);
	const event = site.add({ kind: "engine-changed", at: site.now(), change: "started", why: "in two halves: grüß" });
	const line = lineOf(event);
	for (let end = 0; end < line.length; end++) {
		appendFileSync(journal.trafficFile(), line.subarray(end, end + 1));
		if (end % 16 === 0) expect(await one.history.delays(0, 1, 20)).toBeDefined();
		expect(one.history.position()).toMatchObject({ seq: 20, problem: null });
	}
	one.history.grown(21);
	await until(() => one.history.position().seq === 21);
});

test("what its writer has not told of, and takes back, never counts", async () => {
	const site = madeUpSite(8);
	journal.write(site.next(50));
	const one = await open();
	await expectFolded(one, site, 50);
	const size = readFileSync(journal.trafficFile()).length;
	const taken = madeUpSite(8);
	taken.next(50);
	const gone = taken.add({
		kind: "engine-changed",
		at: taken.now(),
		change: "started",
		why: "a longer line, taken back",
	});
	journal.append("traffic", lineOf(gone));
	journal.append("traffic", Buffer.from("0123abcd {"));
	await one.history.list(request(50));
	await new Promise((resolve) => setTimeout(resolve, 1200));
	expect(one.history.position().seq).toBe(50);
	truncateSync(journal.trafficFile(), size);
	const events = site.next(30);
	journal.write(events);
	one.history.grown(80);
	await expectFolded(one, site, 80);
	expect(one.history.position().problem).toBeNull();
});

test("a line that is damaged in the middle is stepped over and told of", async () => {
	const site = madeUpSite(9);
	journal.write(site.next(10));
	const bad = lineOf(site.add({ kind: "engine-changed", at: site.now(), change: "enforce", why: "lost" }));
	bad[20] = 0x7e;
	journal.append("traffic", bad);
	journal.write(site.next(10));
	const one = await open();
	one.history.grown(21);
	await expectFolded(one, site, 21);
	expect(one.history.position().problem).toContain("1 lines of the journal could not be read");
});

test("how far it is behind is told in seconds of the first event it has not read", async () => {
	journal.write(madeUpSite(10).next(5));
	const one = await open();
	await until(() => one.history.position().seq === 5);
	one.history.grown(6);
	one.later(30);
	one.history.grown(7);
	one.later(12);
	expect(one.history.position()).toMatchObject({ seq: 5, behindSeconds: 42 });
});

test("a read that must see an event nobody writes is answered after two seconds, as of what was read", async () => {
	const site = madeUpSite(11);
	journal.write(site.next(5));
	const one = await open();
	const page = await one.history.list(request(99));
	expect(page).toMatchObject({ ok: true, value: { asOf: 5 } });
});

test("close answers, and what is asked afterwards fails with words", async () => {
	const one = await open();
	await one.history.close();
	await expect(one.history.list(request(0))).rejects.toThrow("closed");
	await one.history.close();
});
