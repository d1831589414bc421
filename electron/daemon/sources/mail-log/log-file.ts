/** An open log file: read on from a place, and known again by device, inode and its beginning. */
import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { SavedPosition } from "./source.ts";

export interface LogFile {
	readonly handle: FileHandle;
	readonly device: number;
	readonly inode: number;
	/** The next byte to read. */
	place: number;
}

/** So much of a file's beginning tells it from another one that got its number. */
const HEAD_BYTES = 512;
const MOST_SIBLINGS = 1000;

/** Throws as `open` does. */
export async function openLogFile(path: string): Promise<LogFile> {
	// A pipe or a device would block, and cannot be gone on with.
	if (!(await stat(path)).isFile()) throw Object.assign(new Error("it is no plain file"), { code: "ENOTFILE" });
	const handle = await open(path, "r");
	const { dev, ino } = await handle.stat();
	return { handle, device: dev, inode: ino, place: 0 };
}

export async function sizeOf(file: LogFile): Promise<number> {
	return (await file.handle.stat()).size;
}

/** `offset`: behind the last whole line. */
export async function positionIn(file: LogFile, path: string, offset: number): Promise<SavedPosition> {
	const headBytes = Math.min(HEAD_BYTES, offset);
	const head = await headOf(file, headBytes);
	return { path, device: file.device, inode: file.inode, offset, headBytes, head };
}

/** Whether a saved place lies in this file. */
export async function holds(file: LogFile, saved: SavedPosition): Promise<boolean> {
	if (file.device !== saved.device || file.inode !== saved.inode) return false;
	if ((await sizeOf(file)) < saved.offset) return false;
	return (await headOf(file, saved.headBytes)) === saved.head;
}

/** The file of a saved place under the name that rotation gave it (`mail.log.1`, `mail.log-20261124`); `null`: gone. */
export async function findRotated(saved: SavedPosition): Promise<LogFile | null> {
	const folder = dirname(saved.path);
	const name = basename(saved.path);
	const names = (await readdir(folder).catch(() => [])).filter((one) => one.startsWith(name) && one !== name);
	for (const one of names.slice(0, MOST_SIBLINGS)) {
		const file = await openLogFile(join(folder, one)).catch(() => null);
		if (file === null) continue;
		if (await holds(file, saved).catch(() => false)) return file;
		await file.handle.close();
	}
	return null;
}

async function headOf(file: LogFile, length: number): Promise<string> {
	const bytes = Buffer.alloc(length);
	const { bytesRead } = await file.handle.read(bytes, 0, length, 0);
	return createHash("sha256").update(bytes.subarray(0, bytesRead)).digest("hex");
}
