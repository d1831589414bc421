/** A log as it really turns: written to, renamed, cut short, missing, forbidden; nothing told twice, losses said. */
import {
	appendFileSync,
	chmodSync,
	mkdtempSync,
	renameSync,
	rmSync,
	truncateSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { followFile } from "../../../../../electron/daemon/sources/mail-log/follow-file.ts";
import { readPosition, writePosition } from "../../../../../electron/daemon/sources/mail-log/position-file.ts";
import type { LogSource, SavedPosition } from "../../../../../electron/daemon/sources/mail-log/source.ts";
import { LONGEST_LOG_LINE } from "../../../../../shared/postfix/log-line.ts";

const everyMs = 5;
let folder: string;
let path: string;
let source: LogSource | null;
let seen: string[];
let lost: string[];
let trouble: string | null;
/** Looks that found the file. */
let looks: number;

function follow(from: SavedPosition | null = null): void {
	source = followFile(
		{ path, from, everyMs },
		{
			lines: (lines) => seen.push(...lines),
			lost: (why) => lost.push(why),
			trouble: (words) => {
				trouble = words;
				if (words === null) looks += 1;
			},
		},
	);
}

const sees = (...lines: string[]) => vi.waitFor(() => expect(seen).toEqual(lines), { timeout: 5_000, interval: 5 });
const looked = (more: number) => {
	const from = looks;
	return vi.waitFor(() => expect(looks).toBeGreaterThanOrEqual(from + more), { timeout: 5_000, interval: 5 });
};
const opened = () => vi.waitFor(() => expect(looks).toBeGreaterThan(0), { timeout: 5_000, interval: 5 });

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-mail-log-"));
	path = join(folder, "mail.log");
	source = null;
	seen = [];
	lost = [];
	trouble = null;
	looks = 0;
});
afterEach(async () => {
	await source?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe("following a log", () => {
	test("it begins at the end, and reads whole lines only", async () => {
		writeFileSync(path, "old\n");
		follow();
		await opened();
		appendFileSync(path, "one\ntw");
		await sees("one");
		appendFileSync(path, "o\n");
		await sees("one", "two");
	});

	test("a log that was renamed is read to its end, then the new one from its beginning", async () => {
		writeFileSync(path, "old\n");
		follow();
		await opened();
		renameSync(path, `${path}.1`);
		appendFileSync(`${path}.1`, "late\n");
		await sees("late");
		// Nothing stands in the new one yet: who writes has not opened it.
		writeFileSync(path, "");
		await looked(4);
		appendFileSync(`${path}.1`, "later\n");
		await sees("late", "later");
		appendFileSync(path, "new\n");
		await sees("late", "later", "new");
		expect(lost).toEqual([]);
	});

	test("a log that was cut short is read from its beginning, and the loss is said", async () => {
		writeFileSync(path, "a long old line\n");
		follow();
		await opened();
		truncateSync(path, 0);
		appendFileSync(path, "new\n");
		await sees("new");
		expect(lost).toEqual(["the log was cut short"]);
	});

	test("a log that is not there yet is said to be missing, and read whole when it comes", async () => {
		follow();
		await vi.waitFor(() => expect(trouble).toMatch(/ENOENT.*postconf maillog_file/));
		writeFileSync(path, "first\n");
		await sees("first");
		expect(trouble).toBeNull();
	});

	test("one that may not be read is said to be, with what mends it", async () => {
		writeFileSync(path, "x\n");
		chmodSync(path, 0o000);
		// Root may read everything: it is nobody for this while.
		const isRoot = process.getuid?.() === 0;
		if (isRoot) process.seteuid?.(65_534);
		try {
			follow();
			await vi.waitFor(() => expect(trouble).toMatch(/EACCES.*group adm/));
		} finally {
			if (isRoot) process.seteuid?.(0);
		}
	});

	test("a folder is no log", async () => {
		path = folder;
		follow();
		await vi.waitFor(() => expect(trouble).toMatch(/ENOTFILE/));
	});

	test("a line without end is cut, and the next one is whole", async () => {
		writeFileSync(path, "");
		follow();
		await opened();
		for (let part = 0; part < 20; part++) appendFileSync(path, "x".repeat(100_000));
		appendFileSync(path, "\nnext\n");
		await vi.waitFor(() => expect(seen.at(-1)).toBe("next"), { timeout: 5_000 });
		expect(seen.map((line) => line.length)).toEqual([LONGEST_LOG_LINE, 4]);
	});
});

describe("where it stopped", () => {
	async function stopped(): Promise<SavedPosition | null> {
		await source?.stop();
		const position = source?.position() ?? null;
		if (position !== null) await writePosition(folder, position);
		source = null;
		looks = 0;
		return readPosition(folder);
	}

	test("a restart goes on there, with what was written meanwhile and half a line whole", async () => {
		writeFileSync(path, "old\n");
		follow();
		await opened();
		appendFileSync(path, "one\ntw");
		await sees("one");
		const from = await stopped();
		appendFileSync(path, "o\nthree\n");
		follow(from);
		await sees("one", "two", "three");
	});

	test("also where the log was renamed meanwhile: the rest of the old one first", async () => {
		writeFileSync(path, "old\n");
		follow();
		await opened();
		appendFileSync(path, "one\n");
		await sees("one");
		const from = await stopped();
		appendFileSync(path, "two\n");
		renameSync(path, `${path}.1`);
		writeFileSync(path, "three\n");
		follow(from);
		await sees("one", "two", "three");
		expect(lost).toEqual([]);
	});

	test("a file that only got the old one's number is another one", async () => {
		writeFileSync(path, "old\n");
		follow();
		await opened();
		appendFileSync(path, "one\n");
		await sees("one");
		const from = await stopped();
		unlinkSync(path);
		writeFileSync(path, "quite another beginning\n");
		follow(from);
		await sees("one", "quite another beginning");
		expect(lost).toEqual(["the log was rotated away while it was not followed"]);
	});

	test("a place that cannot be read is no place", async () => {
		writeFileSync(join(folder, "mail-log.json"), '{"path":1}');
		expect(await readPosition(folder)).toBeNull();
	});
});
