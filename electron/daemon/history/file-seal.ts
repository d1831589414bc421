/** How the history's file is closed: 12 bytes of checksum behind the SQLite file. Its writer and the doctor know it. */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

export const historyName = "history.sqlite";
export const historyAsideName = "history.sqlite.aside";
const TRAILER = 12;

export function trailerOf(content: Uint8Array): string {
	return `crc${crc32(content).toString(16).padStart(8, "0")}\n`;
}

/** The SQLite file within; `null` where it is damaged. */
export function unsealed(bytes: Buffer): Buffer | null {
	const content = bytes.subarray(0, Math.max(0, bytes.length - TRAILER));
	return bytes.toString("latin1", content.length) === trailerOf(content) ? content : null;
}

/** One is kept, for whoever wants to know what was wrong with it. */
export function setAside(folder: string): void {
	const path = join(folder, historyName);
	if (existsSync(path)) renameSync(path, join(folder, historyAsideName));
}
