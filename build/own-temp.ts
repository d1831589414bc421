/**
 * One temporary folder for a whole run of tests and all its processes. After it the folder is removed with all that a
 * test left behind, one that failed or was ended in the middle as well.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MARK = "GREYDESK_TESTS_TEMP";

export interface OwnTemp {
	readonly folder: string;
	remove(): void;
}

/** Makes it, and makes it the system's temporary folder for this process and its children. */
export function ownTemp(): OwnTemp {
	// A short name: sockets lie below it, and their paths have 107 bytes at most.
	const folder = mkdtempSync(join(tmpdir(), "greydesk-"));
	// Postfix's own users, and nobody, must come by.
	chmodSync(folder, 0o755);
	process.env.TMPDIR = folder;
	process.env[MARK] = folder;
	// What still ends writes its last words meanwhile.
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** For a runner whose workers read its configuration again: the first process makes the folder, and its end removes it. */
export function ownTempOnce(): void {
	if (process.env[MARK] !== undefined) return;
	const { remove } = ownTemp();
	process.once("exit", remove);
}
