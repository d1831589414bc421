/** The journal by a child process: its lines, its end, and that it is gone when we stop. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followJournal } from "../../../../../electron/daemon/sources/mail-log/follow-journal.ts";
import type { LogSource } from "../../../../../electron/daemon/sources/mail-log/source.ts";

let folder: string;
let source: LogSource | null = null;
let seen: string[];
let lost: string[];
let troubles: (string | null)[];

function follow(program: string): void {
	source = followJournal(
		{
			lines: (lines) => seen.push(...lines),
			lost: (why) => lost.push(why),
			trouble: (words) => troubles.push(words),
		},
		program,
	);
}

/** A journalctl that says what it was asked, and then what the test wants. */
function program(script: string): string {
	const path = join(folder, "journalctl");
	writeFileSync(path, `#!/bin/sh\necho "$@" > ${folder}/asked\necho $$ > ${folder}/pid\n${script}\n`);
	chmodSync(path, 0o755);
	return path;
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-journal-"));
	[seen, lost, troubles] = [[], [], []];
});
afterEach(async () => {
	await source?.stop();
	rmSync(folder, { recursive: true, force: true });
});

test("its lines are read from now on, and it ends with us", async () => {
	follow(program("echo one; echo two; exec sleep 60"));
	await vi.waitFor(() => expect(seen).toEqual(["one", "two"]), { timeout: 5_000 });
	expect(readFileSync(join(folder, "asked"), "utf8")).toMatch(
		/^--follow --lines=0 --output=short-iso --facility=mail /,
	);
	const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
	await source?.stop();
	expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
	expect(lost).toEqual([]);
});

test("where it ends by itself the loss is said with its own words, and it is started again", async () => {
	follow(program("echo 'No journal files were opened due to insufficient permissions.' >&2; exit 1"));
	await vi.waitFor(() => expect(lost.length).toBeGreaterThan(1), { timeout: 10_000 });
	expect(troubles[0]).toMatch(/insufficient permissions.*group systemd-journal/);
});

test("a host without journalctl is told what to do", async () => {
	follow(join(folder, "not-there"));
	await vi.waitFor(() => expect(troubles[0]).toMatch(/ENOENT.*name Postfix's log file/), { timeout: 5_000 });
});
