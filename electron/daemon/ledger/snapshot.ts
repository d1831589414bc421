/**
 * The snapshot: all stores at one position of the journal, so that a start need not read years. A header line with the
 * position, rows, and a closing line with their number and the checksum of everything before it.
 * Written beside the old one, synced, renamed; the one before is kept. Never trusted in part: any fault refuses all.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { syncFolder } from "./folder.ts";
import { type Mark, sizeOf } from "./journal-files.ts";
import { readLines } from "./line-reader.ts";
import type { Model } from "./model.ts";
import { rowLines, rowReader } from "./snapshot-rows.ts";

/** The newest first. */
export const snapshotNames = ["snapshot.ndjson", "snapshot.old.ndjson"] as const;
const snapshotFormat = 1;

export interface Snapshot {
	readonly model: Model;
	/** When it was written; 0: not told. */
	readonly at: number;
	readonly audit: Mark | null;
	readonly traffic: Mark | null;
}

const CHUNK = 1 << 20;

/** Writes and puts it in the place of the newest; throws what the system said, leaving the old ones as they were. */
export function saveSnapshot(folder: string, { model, at, audit, traffic }: Snapshot): void {
	const [newest, older] = snapshotNames;
	const fresh = join(folder, `${newest}.tmp`);
	const fd = openSync(fresh, "w", 0o600);
	try {
		writeAll(fd, model, { at, audit, traffic });
		fsyncSync(fd);
	} catch (error) {
		rmSync(fresh, { force: true });
		throw error;
	} finally {
		closeSync(fd);
	}
	if (sizeOf(join(folder, newest)) !== null) renameSync(join(folder, newest), join(folder, older));
	renameSync(fresh, join(folder, newest));
	syncFolder(folder);
}

function writeAll(fd: number, model: Model, place: Omit<Snapshot, "model">): void {
	const { seq, counters, state } = model;
	let text = `${JSON.stringify({ format: snapshotFormat, seq, ...place, counters, policy: state.policy })}\n`;
	let sum = 0;
	let rows = 0;
	const flush = () => {
		const bytes = Buffer.from(text, "utf8");
		sum = crc32(bytes, sum);
		let done = 0;
		while (done < bytes.length) done += writeSync(fd, bytes, done);
		text = "";
	};
	for (const line of rowLines(state)) {
		text += line;
		rows++;
		if (text.length > CHUNK) flush();
	}
	flush();
	text = `${JSON.stringify({ rows, crc32: sum })}\n`;
	flush();
}

/** `null` where there is none; a problem says why it cannot be used. Fills the given, fresh model. */
export function loadSnapshot(folder: string, name: string, model: Model): Outcome<Snapshot> | null {
	const read = readSnapshot(folder, name, rowReader(model.state));
	if (read === null || !read.ok) return read;
	const { seq, at = 0, audit, traffic, counters, policy } = read.value;
	Object.assign(model.counters, counters);
	model.state.policy = policy;
	model.seq = seq;
	return good({ model, at, audit, traffic });
}

/** Its number, where it is whole. */
export function checkSnapshot(folder: string, name: string): Outcome<number> | null {
	const read = readSnapshot(folder, name, () => undefined);
	return read?.ok ? good(read.value.seq) : read;
}

function readSnapshot(folder: string, name: string, readRow: (text: string) => void): Outcome<Header> | null {
	const path = join(folder, name);
	if (sizeOf(path) === null) return null;
	let header: Header | null = null;
	let closing: { rows: unknown; crc32: unknown } | null = null;
	let sum = 0;
	let rows = 0;
	try {
		for (const line of readLines(path, 0)) {
			if (closing !== null || !line.whole) return bad(`${name} does not end where it should`);
			const text = line.bytes.toString("utf8", line.start, line.end);
			if (header !== null && text.startsWith('{"rows":')) {
				closing = JSON.parse(text);
				continue;
			}
			sum = crc32(line.bytes.subarray(line.start, line.end + 1), sum);
			if (header === null) {
				header = readHeader(text);
				continue;
			}
			readRow(text);
			rows++;
		}
	} catch (error) {
		return bad(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
	if (header === null || closing === null) return bad(`${name} is cut short`);
	if (closing.rows !== rows || closing.crc32 !== sum) return bad(`${name} has a wrong checksum`);
	return good(header);
}

interface Header extends Omit<Snapshot, "model" | "at"> {
	readonly seq: number;
	readonly at?: number;
	readonly counters: Model["counters"];
	readonly policy: Model["state"]["policy"];
}

function readHeader(text: string): Header {
	const { format, ...rest } = JSON.parse(text);
	if (format !== snapshotFormat) throw new Error(`its format is ${String(format)}, not ${snapshotFormat}`);
	return rest;
}
