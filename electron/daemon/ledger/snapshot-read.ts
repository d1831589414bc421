/** Reads a snapshot from its file (snapshot-format.ts), whole or not at all. */
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { sizeOf } from "./journal-files.ts";
import { readLines } from "./line-reader.ts";
import { CHUNK_HEAD, CLOSING, type Closing, type Header, SNAPSHOT_FORMAT } from "./snapshot-format.ts";
import type { Packed } from "./table/triplet-table.ts";

/** What was given counts only where the whole was good. May throw where a row is none. */
export interface SnapshotSink {
	row(text: string): void;
	/** The buffer is used again. */
	triplets(packed: Packed): void;
}

/** `null` where there is none; a problem says why it cannot be used. */
export function readSnapshot(folder: string, name: string, sink: SnapshotSink): Outcome<Header> | null {
	const path = join(folder, name);
	const bytes = sizeOf(path);
	if (bytes === null) return null;
	try {
		const lines = readText(path, sink);
		if (lines === null) return bad(`${name} is cut short`);
		const { header, closing, rows, sum, end } = lines;
		if (closing.rows !== rows || closing.crc32 !== sum) return bad(`${name} has a wrong checksum`);
		const problem = readTriplets(path, { from: end, to: bytes, rows: closing.triplets }, sink);
		return problem === null ? good(header) : bad(`${name} ${problem}`);
	} catch (error) {
		return bad(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}

interface Lines {
	readonly header: Header;
	readonly closing: Closing;
	readonly rows: number;
	readonly sum: number;
	/** Where the triplets begin. */
	readonly end: number;
}

function readText(path: string, sink: SnapshotSink): Lines | null {
	let header: Header | null = null;
	let sum = 0;
	let rows = 0;
	for (const { bytes, start, end, offset, length, whole } of readLines(path, 0)) {
		if (!whole) return null;
		const text = bytes.toString("utf8", start, end);
		if (header !== null && text.startsWith(CLOSING))
			return { header, closing: JSON.parse(text), rows, sum, end: offset + length };
		sum = crc32(bytes.subarray(start, end + 1), sum);
		if (header === null) {
			header = readHeader(text);
			continue;
		}
		sink.row(text);
		rows++;
	}
	return null;
}

function readHeader(text: string): Header {
	const { format, ...rest } = JSON.parse(text);
	if (format !== SNAPSHOT_FORMAT) throw new Error(`its format is ${String(format)}, not ${SNAPSHOT_FORMAT}`);
	return rest;
}

interface Place {
	readonly from: number;
	readonly to: number;
	readonly rows: number;
}

/** Words behind the file's name; `null`: all of it was good. */
function readTriplets(path: string, { from, to, rows }: Place, sink: SnapshotSink): string | null {
	const fd = openSync(path, "r");
	try {
		const head = Buffer.alloc(CHUNK_HEAD);
		let buffer = Buffer.alloc(0);
		let at = from;
		let left = rows;
		while (at < to) {
			if (!filled(fd, head, at)) return "is cut short";
			const length = head.readUInt32LE(0);
			at += CHUNK_HEAD;
			if (length > to - at) return "is cut short";
			if (length > buffer.length) buffer = Buffer.allocUnsafe(length);
			const bytes = buffer.subarray(0, length);
			if (!filled(fd, bytes, at) || crc32(bytes) !== head.readUInt32LE(8)) return "has a wrong checksum";
			const packed: Packed = { rows: head.readUInt32LE(4), bytes };
			left -= packed.rows;
			sink.triplets(packed);
			at += length;
		}
		if (left > 0) return "is cut short";
		return left < 0 ? "holds more triplets than it says" : null;
	} finally {
		closeSync(fd);
	}
}

function filled(fd: number, into: Buffer, at: number): boolean {
	let done = 0;
	while (done < into.length) {
		const got = readSync(fd, into, done, into.length - done, at + done);
		if (got === 0) return false;
		done += got;
	}
	return true;
}
