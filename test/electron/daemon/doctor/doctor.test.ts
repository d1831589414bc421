import {
	appendFileSync,
	chmodSync,
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { examineFolder } from "../../../../electron/daemon/doctor/doctor.ts";
import { repairFolder } from "../../../../electron/daemon/doctor/repair.ts";
import { saveSnapshot } from "../../../../electron/daemon/ledger/snapshot.ts";
import type { Finding } from "../../../../shared/base/finding.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { acted, audit, foldOf, freshFolder, journalOf, open, recorded, segments } from "../ledger/support.ts";

/** A folder with ten mails and an action in between, closed. Small segments: a file for each few lines. */
async function someFolder(segmentBytes = 1 << 20): Promise<string> {
	const folder = freshFolder();
	const { ledger, clock, tick } = await open(folder, { segmentBytes });
	for (let n = 1; n <= 5; n++) await recorded(ledger, deferral(n, clock.at + n));
	tick();
	await acted(ledger, approval(1, clock.at + 6));
	for (let n = 6; n <= 10; n++) {
		await recorded(ledger, deferral(n, clock.at + n));
		tick();
	}
	await ledger.close();
	return folder;
}

async function found(folder: string, level: Finding["level"] = "wrong"): Promise<string[]> {
	const { findings } = await examineFolder(folder);
	return findings.filter((one) => one.level === level).map(({ about, words }) => `${about}: ${words}`);
}

function firstSegment(folder: string): string {
	return segments(folder)[0] ?? "";
}

/** Changes one letter within the line of that number. */
function damageLine(file: string, number: number): void {
	const lines = readFileSync(file, "utf8").split("\n");
	const line = lines[number - 1] ?? "";
	lines[number - 1] = `${line.slice(0, 30)}#${line.slice(31)}`;
	writeFileSync(file, lines.join("\n"));
}

test("a folder as its daemon left it has nothing wrong, and each line is counted", async () => {
	const folder = await someFolder();
	expect(await found(folder)).toEqual([]);
	expect(await found(folder, "note")).toEqual([]);
	const { findings, files } = await examineFolder(folder);
	expect(files.map(({ events }) => events).reduce((a, b) => a + b)).toBe(journalOf(folder).length);
	expect(findings.find(({ about }) => about === "journal")?.words).toMatch(/every checksum is right, no number/);
});

test("a folder that others may look into is wrong, with the command that mends it", async () => {
	const folder = await someFolder();
	chmodSync(folder, 0o755);
	const { findings } = await examineFolder(folder);
	expect(findings.find(({ level }) => level === "wrong")).toMatchObject({ mend: `chmod 700 ${folder}` });
});

test("a damaged line in the middle is found, set aside by a repair, told by a gap, and known from then on", async () => {
	const folder = await someFolder();
	damageLine(firstSegment(folder), 3);
	expect(await found(folder)).toEqual([expect.stringContaining("1 damaged line;")]);
	const before = readFileSync(firstSegment(folder));
	expect(await repairFolder(folder)).toEqual([expect.stringContaining("the journal tells the gap")]);
	expect(readFileSync(firstSegment(folder)).subarray(0, before.length).equals(before)).toBe(true);
	expect(readdirSync(join(folder, "damaged"))).toHaveLength(1);
	expect(journalOf(folder).filter(({ kind }) => kind === "gap")).toHaveLength(1);
	expect(await found(folder)).toEqual([]);
	expect(await repairFolder(folder)).toEqual([]);
});

test("a torn end is cut off by a repair, its bytes are kept, and a new epoch begins", async () => {
	const folder = await someFolder();
	const epoch = () => JSON.parse(readFileSync(join(folder, "epoch"), "utf8")).epoch;
	const old = epoch();
	appendFileSync(firstSegment(folder), '00000000 {"v":1,"se');
	expect(await found(folder)).toEqual([expect.stringContaining("ends within a line")]);
	expect(await repairFolder(folder)).toEqual([expect.stringContaining("torn end")]);
	expect(await found(folder)).toEqual([]);
	expect(epoch()).not.toBe(old);
	const [kept = ""] = readdirSync(join(folder, "damaged"));
	expect(readFileSync(join(folder, "damaged", kept), "utf8")).toBe('00000000 {"v":1,"se');
});

test("while a daemon holds the folder its half-written line is no damage, and a repair is refused", async () => {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	await recorded(ledger, deferral(1, clock.at));
	appendFileSync(firstSegment(folder), "0000");
	expect(await found(folder)).toEqual([]);
	await expect(repairFolder(folder)).rejects.toThrow("is held by a daemon");
	truncateSync(firstSegment(folder), readFileSync(firstSegment(folder)).length - 4);
});

test("a file of the traffic that is missing is told by its numbers", async () => {
	const folder = await someFolder(1);
	const files = segments(folder);
	expect(files.length).toBeGreaterThan(3);
	renameSync(files[2] ?? "", join(folder, "elsewhere"));
	const words = await found(folder);
	expect(words).toHaveLength(1);
	expect(words[0]).toMatch(/journal: Numbers \d+ to \d+ are missing/);
});

test("numbers that a snapshot has in it are dropped traffic, and nothing is wrong", async () => {
	const folder = await someFolder(1);
	const model = foldOf(journalOf(folder));
	saveSnapshot(folder, { model, at: Date.now(), audit: null, traffic: null });
	rmSync(firstSegment(folder));
	expect(await found(folder)).toEqual([]);
});

test("a damaged snapshot is moved aside by a repair, though a start would read the other one", async () => {
	const folder = await someFolder();
	const model = foldOf(journalOf(folder));
	for (const _ of ["older", "newer"]) saveSnapshot(folder, { model, at: Date.now(), audit: null, traffic: null });
	const older = join(folder, "greylist.snapshot.old");
	truncateSync(older, readFileSync(older).length - 5);
	expect(await found(folder)).toEqual([expect.stringContaining("snapshot: greylist.snapshot.old")]);
	expect(await repairFolder(folder)).toEqual([expect.stringContaining("snapshot")]);
	expect(await found(folder)).toEqual([]);
	expect(existsSync(join(folder, "damaged", "greylist.snapshot.old"))).toBe(true);
});

test("a damaged history is moved aside, a whole one is left", async () => {
	const folder = await someFolder();
	const content = "any database";
	const whole = `${content}crc${crc32(content).toString(16).padStart(8, "0")}\n`;
	writeFileSync(join(folder, "history.sqlite"), whole, { mode: 0o600 });
	expect(await found(folder)).toEqual([]);
	writeFileSync(join(folder, "history.sqlite"), whole.replace("any", "bad"), { mode: 0o600 });
	expect(await found(folder)).toEqual([expect.stringContaining("history.sqlite is damaged")]);
	await repairFolder(folder);
	expect(readFileSync(join(folder, "history.sqlite.aside"), "utf8")).toContain("bad database");
});

test("a clock that stands before the journal's last event is wrong", async () => {
	const folder = freshFolder();
	const { ledger } = await open(folder);
	await recorded(ledger, deferral(1, Date.now() + 3 * 3_600_000));
	await ledger.close();
	expect(await found(folder)).toEqual([expect.stringMatching(/clock: It stands (2 h 59 min|3 h) before/)]);
});

test("a folder without its secret, without a journal, or that is none at all is told so", async () => {
	const folder = await someFolder();
	rmSync(join(folder, "secret"));
	expect(await found(folder)).toEqual([expect.stringContaining("secret: It is gone")]);
	await expect(repairFolder(folder)).rejects.toThrow("no file secret");
	expect(await found(audit(folder))).toEqual([expect.stringContaining("is no folder")]);
	expect(await found(freshFolder(), "note")).toEqual([expect.stringContaining("no daemon has run here")]);
});
