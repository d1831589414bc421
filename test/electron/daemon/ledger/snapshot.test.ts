import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { replay } from "../../../../electron/daemon/ledger/replay.ts";
import { writeSnapshot } from "../../../../electron/daemon/ledger/snapshot-worker.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { bundled } from "./child.ts";
import { acted, freshFolder, loggedTo, open, plain, recorded, segments } from "./support.ts";

let worker = "";
beforeAll(() => {
	worker = bundled("electron/daemon/ledger/snapshot-worker.ts");
});

/** Mail and actions `from`-`to`, in a ledger that is closed again; gives the last number. */
async function mail(folder: string, from: number, to: number): Promise<number> {
	const { ledger, clock } = await open(folder, { segmentBytes: 20_000 });
	for (let n = from; n < to; n++) {
		await recorded(ledger, deferral(n, clock.at + n));
		if (n % 9 === 0) await acted(ledger, approval(n, clock.at + n));
	}
	await ledger.close();
	return ledger.head().seq;
}

function whole(folder: string, withSnapshot: boolean) {
	const { model, events } = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot });
	return { events, same: { ...plain(model.state), counters: model.counters, seq: model.seq } };
}

test("a snapshot and the lines after it give what the whole journal gives", async () => {
	const folder = freshFolder();
	const seq = await mail(folder, 0, 60);
	expect(writeSnapshot({ folder, at: 0, upTo: seq - 20 })).toBeNull();
	expect(whole(folder, true).events).toBe(20);
	expect(whole(folder, true).same).toEqual(whole(folder, false).same);
	const later = await mail(folder, 60, 90);
	expect(writeSnapshot({ folder, at: 0, upTo: later })).toBeNull();
	await mail(folder, 90, 100);
	expect(whole(folder, true).same).toEqual(whole(folder, false).same);
	expect(readdirSync(folder)).toEqual(expect.arrayContaining(["greylist.snapshot", "greylist.snapshot.old"]));
});

test.each([
	["a byte is wrong", (bytes: Buffer) => bytes.fill("7", 3000, 3001)],
	["it is cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
	["it is empty", (bytes: Buffer) => bytes.subarray(0, 0)],
	["it is of an unknown format", (bytes: Buffer) => Buffer.from(bytes.toString().replace('"format":2', '"format":7'))],
])("a snapshot of which %s is set aside, and the one before or the journal is read", async (_, spoil) => {
	const folder = freshFolder();
	const seq = await mail(folder, 0, 40);
	writeSnapshot({ folder, at: 0, upTo: seq - 20 });
	writeSnapshot({ folder, at: 0, upTo: seq });
	const file = join(folder, "greylist.snapshot");
	const spoilt = Buffer.from(spoil(readFileSync(file)));
	writeFileSync(file, spoilt);
	const words: string[] = [];
	const { ledger } = await open(folder, { log: loggedTo(words) });
	expect(words.join("\n")).toContain("a snapshot cannot be used and was set aside");
	expect(readFileSync(join(folder, "damaged", "greylist.snapshot"))).toEqual(spoilt);
	expect(existsSync(file)).toBe(false);
	await ledger.close();
	rmSync(join(folder, "greylist.snapshot.old"));
	expect(plain((await open(folder)).ledger.state)).toEqual(plain(ledger.state));
});

test("a snapshot that is ahead of a journal cut behind its back loses nothing written later", async () => {
	const folder = freshFolder();
	const seq = await mail(folder, 0, 10);
	writeSnapshot({ folder, at: 0, upTo: seq });
	const file = segments(folder).at(-1) ?? "";
	truncateSync(file, readFileSync(file).lastIndexOf(10, -2000) + 1);
	const { ledger, clock } = await open(folder);
	for (let n = 10; n < 20; n++) await recorded(ledger, deferral(n, clock.at));
	const before = plain(ledger.state);
	expect(ledger.head().seq).toBe(seq + 11);
	await ledger.close();
	expect(plain((await open(folder)).ledger.state)).toEqual(before);
});

test("a worker writes the snapshot while mail goes on", async () => {
	const folder = freshFolder();
	const { ledger, clock, tick } = await open(folder, { snapshotWorker: worker, snapshotEveryBytes: 10_000 });
	for (let n = 0; n < 30; n++) await recorded(ledger, deferral(n, clock.at));
	tick();
	await expect.poll(() => existsSync(join(folder, "greylist.snapshot")), { timeout: 5000 }).toBe(true);
	await recorded(ledger, deferral(30, clock.at));
	await ledger.close();
	expect(whole(folder, true).events).toBe(2);
	expect(whole(folder, true).same).toEqual(whole(folder, false).same);
});

test("a dead worker costs a snapshot, not the ledger", async () => {
	const folder = freshFolder();
	const words: string[] = [];
	const { ledger, clock, tick } = await open(folder, {
		snapshotWorker: join(folder, "no-such-worker.mjs"),
		snapshotEveryBytes: 1,
		log: loggedTo(words),
	});
	await recorded(ledger, deferral(1, clock.at));
	tick();
	await expect.poll(() => words.join("\n")).toContain("no snapshot could be written");
	expect(await recorded(ledger, deferral(2, clock.at))).toBe(4);
});

test("the close writes a snapshot where that is worth it, and the next start reads on from there", async () => {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	for (let n = 0; n < 6000; n++) ledger.record(deferral(n, clock.at + n), () => undefined);
	await recorded(ledger, deferral(6000, clock.at));
	await ledger.close();
	expect(whole(folder, true).events).toBe(1);
	expect(whole(folder, true).same).toEqual(whole(folder, false).same);
	renameSync(join(folder, "greylist.snapshot"), join(folder, "greylist.snapshot.old"));
	expect(whole(folder, true).events).toBe(1);
});
