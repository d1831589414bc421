import {
	appendFileSync,
	cpSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { acted, audit, foldOf, freshFolder, journalOf, loggedTo, open, plain, recorded, segments } from "./support.ts";

/** A folder with some mail and an action, closed. */
async function someJournal(): Promise<string> {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	for (let n = 1; n <= 5; n++) await recorded(ledger, deferral(n, clock.at + n));
	await acted(ledger, approval(1, clock.at + 6), approval(2, clock.at + 6));
	await recorded(ledger, deferral(6, clock.at + 7));
	await recorded(ledger, { kind: "expired", at: clock.at + 8, reason: "never-retried", triplet: "triplet2" });
	await ledger.close();
	return folder;
}

function last(file: string, lines: number): { from: number; to: number; bytes: Buffer } {
	const bytes = readFileSync(file);
	let from = bytes.length;
	for (let line = 0; line < lines; line++) from = bytes.lastIndexOf(10, from - 2) + 1;
	return { from, to: bytes.length, bytes };
}

function damaged(folder: string): string[] {
	return readdirSync(join(folder, "damaged")).toSorted();
}

test.each(["traffic", "audit"])(
	"the %s log cut at every byte of its last records starts clean",
	{
		timeout: 120_000,
	},
	async (log) => {
		const source = await someJournal();
		const copy = freshFolder();
		const file = (folder: string) => (log === "audit" ? audit(folder) : (segments(folder)[0] ?? ""));
		// Every byte of the short lines at the end; of the longer one before them every seventh.
		const { from, to, bytes } = last(file(source), log === "audit" ? 1 : 3);
		const every = log === "audit" ? from : last(file(source), 2).from;
		const oldEpoch = JSON.parse(readFileSync(join(source, "epoch"), "utf8")).epoch;
		for (let cut = from; cut < to; cut += cut < every ? 7 : 1) {
			const folder = join(copy, String(cut));
			cpSync(source, folder, { recursive: true });
			// As after a crash: the same file, with its end torn off.
			const stored = JSON.parse(readFileSync(join(folder, "epoch"), "utf8"));
			writeFileSync(join(folder, "epoch"), JSON.stringify({ ...stored, inode: statSync(join(folder, "epoch")).ino }));
			truncateSync(file(folder), cut);
			const whole = bytes.lastIndexOf(10, cut - 1) + 1;
			const expected = foldOf(journalOf(folder));
			const { ledger } = await open(folder);
			expect(plain(ledger.state)).toEqual(plain(expected.state));
			expect(ledger.counters()).toEqual(expected.counters);
			if (whole === cut) {
				expect(ledger.head().epoch).toBe(oldEpoch);
			} else {
				expect(ledger.head().epoch).not.toBe(oldEpoch);
				expect(damaged(folder)).toHaveLength(1);
				expect(readFileSync(join(folder, "damaged", damaged(folder)[0] ?? ""))).toEqual(bytes.subarray(whole, cut));
			}
			expect(await recorded(ledger, deferral(99, 1))).toBe(ledger.head().seq);
			await ledger.close();
			if (cut % 16 === 0) {
				const again = await open(folder);
				expect(plain(again.ledger.state)).toEqual(plain(foldOf(journalOf(folder)).state));
				await again.ledger.close();
			}
			rmSync(folder, { recursive: true });
		}
	},
);

test("a broken line in the middle is set aside and told once as a gap; the rest goes on", async () => {
	const folder = await someJournal();
	const file = segments(folder)[0] ?? "";
	const bytes = readFileSync(file);
	const start = bytes.indexOf(10) + 1;
	const end = bytes.indexOf(10, start) + 1;
	bytes[start + 40] = (bytes[start + 40] ?? 0) ^ 1;
	writeFileSync(file, bytes);
	const words: string[] = [];
	const { ledger } = await open(folder, { log: loggedTo(words) });
	expect(ledger.state.triplets.get("triplet1")).toBeUndefined();
	expect(ledger.state.triplets.get("triplet6")).toBeDefined();
	expect(readFileSync(join(folder, "damaged", damaged(folder)[0] ?? ""))).toEqual(bytes.subarray(start, end));
	const gaps = () => journalOf(folder).filter((event) => event.kind === "gap");
	expect(gaps()).toEqual([expect.objectContaining({ passed: 0, why: expect.stringContaining("damaged") })]);
	expect(words.join("\n")).toContain("lines of the journal are damaged");
	await ledger.close();
	await (await open(folder)).ledger.close();
	expect(gaps()).toHaveLength(1);
	expect(damaged(folder)).toHaveLength(1);
});

test("kinds and versions of a newer Greydesk are kept byte for byte, and their numbers are not used again", async () => {
	const folder = await someJournal();
	const lines = [
		'{"v":1,"seq":13,"at":5,"kind":"quarantined","ünknown":[1]}',
		'{"v":9,"seq":14,"kind":"passed","at":5}',
	];
	const foreign = lines.map((json) => `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`).join("");
	const file = segments(folder)[0] ?? "";
	appendFileSync(file, foreign);
	const words: string[] = [];
	const { ledger } = await open(folder, { log: loggedTo(words) });
	expect(words.join("\n")).toContain('"lines":2');
	expect(await recorded(ledger, deferral(7, 1))).toBe(16);
	await ledger.close();
	const { ledger: again } = await open(folder);
	expect(readFileSync(file, "utf8")).toContain(`\n${foreign}`);
	expect(again.state.triplets.get("triplet7")).toBeDefined();
});

test("lines of version 1 are read for ever", async () => {
	const folder = freshFolder();
	writeFileSync(audit(folder), readFileSync("test/fixtures/ledger/v1-audit.ndjson"));
	const { ledger } = await open(folder);
	expect(ledger.state.policy.settings.delay).toBe(300);
	expect(ledger.state.approvals.size).toBe(1);
});

test("a folder restored from a copy begins a new epoch", async () => {
	const folder = await someJournal();
	const copy = join(freshFolder(), "copy");
	cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
	const { ledger } = await open(folder);
	const restored = await open(copy);
	expect(restored.ledger.head().epoch).not.toBe(ledger.head().epoch);
});

test("after a crash of the machine a new epoch begins; after one of ours the numbers go on", async () => {
	const epochAfter = async (boot: string | null) => {
		const folder = await someJournal();
		const file = segments(folder)[0] ?? "";
		truncateSync(file, last(file, 1).from);
		const stored = JSON.parse(readFileSync(join(folder, "epoch"), "utf8"));
		writeFileSync(join(folder, "epoch"), JSON.stringify({ ...stored, boot: boot ?? stored.boot }));
		const { ledger } = await open(folder);
		return ledger.head().epoch === stored.epoch ? "goes on" : "new";
	};
	expect(await epochAfter(null)).toBe("goes on");
	expect(await epochAfter("another boot")).toBe("new");
});

test("each event keeps the epoch in which it got its number", async () => {
	const folder = await someJournal();
	const seen: { epoch: string; seq: number }[] = [];
	for (let round = 0; round < 3; round++) {
		const { ledger } = await open(folder);
		seen.push(ledger.head());
		await ledger.close();
		// As a copy would: the file is another one.
		writeFileSync(join(folder, "copied"), readFileSync(join(folder, "epoch")));
		renameSync(join(folder, "copied"), join(folder, "epoch"));
	}
	const { ledger } = await open(folder);
	expect(new Set(seen.map((head) => head.epoch)).size).toBe(3);
	expect(seen.map(({ seq }) => ledger.epochOf(seq))).toEqual(seen.map(({ epoch }) => epoch));
	expect(ledger.epochOf(ledger.head().seq)).toBe(ledger.head().epoch);
});
