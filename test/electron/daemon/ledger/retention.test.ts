import { statSync, truncateSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { dropTraffic } from "../../../../electron/daemon/ledger/retention.ts";
import { writeSnapshot } from "../../../../electron/daemon/ledger/snapshot-worker.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { bundled } from "./child.ts";
import { acted, audit, fakeClock, freshFolder, loggedTo, open, plain, recorded, segments } from "./support.ts";

const DAY_MS = 86_400_000;
const START = fakeClock().at;
const everything = { days: 0, bytes: 0 };

/** Ten days of ten mails each, a segment every few mails; snapshots at the ends of day 5 and day 8. */
async function tenDays() {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder, { segmentBytes: 2000 });
	const lastOfDay: number[] = [];
	for (let day = 0; day < 10; day++) {
		for (let n = 0; n < 10; n++) {
			clock.at = START + day * DAY_MS + n * 1000;
			await recorded(ledger, deferral(day * 10 + n, clock.at));
			if (n === 5) await acted(ledger, approval(day * 10 + n, clock.at));
		}
		lastOfDay.push(ledger.head().seq);
	}
	const state = plain(ledger.state);
	await ledger.close();
	const snapshot = (day: number) => writeSnapshot({ folder, at: clock.at, upTo: lastOfDay[day] ?? 0 });
	return { folder, state, lastOfDay, now: clock.at, snapshot };
}

const firstSeqs = (folder: string) => segments(folder).map((path) => Number(basename(path, ".ndjson")));

test("what is older than it is to be kept goes, in whole segments, and the state stays the same", async () => {
	const { folder, state, now, snapshot, lastOfDay } = await tenDays();
	snapshot(5);
	snapshot(8);
	const before = segments(folder);
	expect(dropTraffic(folder, { days: 14, bytes: 1e9 }, now)).toBe(0);
	expect(dropTraffic(folder, { days: 7, bytes: 1e9 }, now)).toBeGreaterThan(0);
	expect(segments(folder)).toEqual(before.slice(before.length - segments(folder).length));
	// Of day 2, the last mail is not older than seven days.
	const [first = 0, second = 0] = firstSeqs(folder);
	expect(first).toBeLessThanOrEqual(lastOfDay[2] ?? 0);
	expect(second).toBeGreaterThanOrEqual(lastOfDay[2] ?? 0);
	const again = await open(folder);
	expect(plain(again.ledger.state)).toMatchObject({ triplets: state.triplets, approvals: state.approvals });
});

test("what is more than is to be kept goes, oldest first", async () => {
	const { folder, now, snapshot } = await tenDays();
	snapshot(5);
	snapshot(8);
	const sizes = segments(folder).map((path) => statSync(path).size);
	const newest = sizes.slice(5).reduce((sum, size) => sum + size, 0);
	expect(dropTraffic(folder, { days: 1000, bytes: newest }, now)).toBeGreaterThan(0);
	expect(segments(folder).map((path) => statSync(path).size)).toEqual(sizes.slice(5));
});

test("nothing goes that the older of two good snapshots has not in it", async () => {
	const { folder, state, now, snapshot, lastOfDay } = await tenDays();
	expect(dropTraffic(folder, everything, now)).toBe(0);
	snapshot(5);
	expect(dropTraffic(folder, everything, now)).toBe(0);
	snapshot(8);
	dropTraffic(folder, everything, now);
	const [first = 0, second = 0] = firstSeqs(folder);
	expect(first).toBeLessThanOrEqual((lastOfDay[5] ?? 0) + 1);
	expect(second).toBeGreaterThan((lastOfDay[5] ?? 0) + 1);
	// The newer one is lost: the one before it and what is left tell all.
	truncateSync(join(folder, "greylist.snapshot"), 500);
	const again = await open(folder);
	expect(plain(again.ledger.state)).toMatchObject({ triplets: state.triplets, approvals: state.approvals });
	await again.ledger.close();
});

test("nothing goes where a snapshot is damaged", async () => {
	const { folder, now, snapshot } = await tenDays();
	snapshot(5);
	snapshot(8);
	truncateSync(join(folder, "greylist.snapshot.old"), 500);
	expect(dropTraffic(folder, everything, now)).toBe(0);
});

test("a quiet daemon keeps fourteen days of traffic, for it writes a snapshot and begins a segment every day", async () => {
	const snapshotWorker = bundled("electron/daemon/ledger/snapshot-worker.ts");
	const folder = freshFolder();
	const words: string[] = [];
	const { ledger, clock, tick } = await open(folder, { snapshotWorker, log: loggedTo(words) });
	for (let day = 0; day < 20; day++) {
		clock.at = START + day * DAY_MS;
		await recorded(ledger, deferral(day, clock.at));
		tick();
		await expect
			.poll(() => words.filter((line) => line.startsWith("snapshot written")).length, { timeout: 60_000 })
			.toBe(day);
	}
	// Days 5 to 19, and day 4, of which the last hours count.
	expect(segments(folder).length).toBe(16);
	const { journalBytes } = ledger.health();
	expect(journalBytes).toBe([audit(folder), ...segments(folder)].reduce((sum, path) => sum + statSync(path).size, 0));
	const state = plain(ledger.state);
	await ledger.close();
	const again = await open(folder, { clock });
	expect(plain(again.ledger.state)).toMatchObject({ triplets: state.triplets });
	await again.ledger.close();
}, 120_000);
