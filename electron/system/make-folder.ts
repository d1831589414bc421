/**
 * Makes a folder and what is missing above it, one after the other. Not by Node's own recursive way, which never
 * comes back where a file system takes no new folders (`/proc`) and blocks the process meanwhile. What was there
 * already keeps its mode. Throws what the system said, with `path` naming the folder that could not be made.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

export function makeFolder(path: string, mode = 0o700): void {
	const missing: string[] = [];
	for (let at = resolve(path); !isFolder(at); at = dirname(at)) missing.push(at);
	for (const folder of missing.reverse()) makeOne(folder, mode);
}

/** Throws ENOTDIR where a file stands in the way, below it too. */
function isFolder(path: string): boolean {
	const there = statSync(path, { throwIfNoEntry: false });
	if (there === undefined) return false;
	if (there.isDirectory()) return true;
	throw Object.assign(new Error(`ENOTDIR: not a directory, '${path}'`), { code: "ENOTDIR", path });
}

function makeOne(path: string, mode: number): void {
	try {
		mkdirSync(path, { mode });
	} catch (error) {
		// Somebody made it in the same moment: two first starts at once.
		if (error instanceof Error && "code" in error && error.code === "EEXIST" && isFolder(path)) return;
		throw error;
	}
}
