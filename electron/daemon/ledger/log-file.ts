/**
 * One file that only grows. Writes stand at an offset that is known to be good: what was written in part, because the
 * disk is full or failing, is cut off again before anything else happens, so that a file never holds half a batch.
 */
import { constants, ftruncateSync, openSync, readSync, writeSync } from "node:fs";

export interface LogFile {
	readonly path: string;
	readonly fd: number;
	/** Bytes that hold whole lines. */
	size: number;
	/** Bytes below this are on the disk. */
	synced: number;
	/** Bytes below this were here before it was opened. */
	readonly from: number;
}

const CHUNK = 1 << 20;

/** Opens for writing at `size`; makes the file where there is none. */
export function openLogFile(path: string, size: number): LogFile {
	return { path, fd: openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600), size, synced: 0, from: size };
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

/** Writes what is not known to be kept in its place once more, as the system still reads it. */
export function writeAgain(file: LogFile): void {
	const bytes = Buffer.allocUnsafe(CHUNK);
	for (let at = Math.max(file.synced, file.from); at < file.size; ) {
		const got = readSync(file.fd, bytes, 0, Math.min(CHUNK, file.size - at), at);
		if (got === 0) throw new Error(`${file.path} ends before what was written to it`);
		let done = 0;
		while (done < got) done += writeSync(file.fd, bytes, done, got - done, at + done);
		at += got;
	}
}

/** Appends to `into` what `from` holds beyond its size. */
export function copyRest(from: LogFile, into: LogFile): void {
	const bytes = Buffer.allocUnsafe(CHUNK);
	while (into.size < from.size) {
		const got = readSync(from.fd, bytes, 0, Math.min(CHUNK, from.size - into.size), into.size);
		if (got === 0) throw new Error(`${from.path} ends before what was written to it`);
		appendTo(into, bytes, got);
	}
}
