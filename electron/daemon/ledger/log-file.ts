/**
 * One file that only grows. Writes stand at an offset that is known to be good: what was written in part, because the
 * disk is full or failing, is cut off again before anything else happens, so that a file never holds half a batch.
 */
import { constants, ftruncateSync, openSync, writeSync } from "node:fs";

export interface LogFile {
	readonly path: string;
	readonly fd: number;
	/** Bytes that hold whole lines. */
	size: number;
	/** Bytes below this are on the disk. */
	synced: number;
}

/** Opens for writing at `size`; makes the file where there is none. */
export function openLogFile(path: string, size: number): LogFile {
	return { path, fd: openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600), size, synced: 0 };
}

/** Appends all of it or nothing; throws what the system said. */
export function appendTo(file: LogFile, bytes: Buffer, length: number): void {
	let done = 0;
	try {
		while (done < length) done += writeSync(file.fd, bytes, done, length - done, file.size + done);
	} catch (error) {
		cutBack(file);
		throw error;
	}
	file.size += length;
}

/** Cuts off what lies beyond the good bytes. Where even that fails, the next start does it. */
export function cutBack(file: LogFile): boolean {
	try {
		ftruncateSync(file.fd, file.size);
		return true;
	} catch {
		return false;
	}
}
