/** Where the journal lies: `audit.ndjson`, and `traffic/<first seq, 16 digits>.ndjson` one after the other. */
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "./folder.ts";
import type { LogName } from "./line.ts";

export const auditName = "audit.ndjson";
export const trafficFolder = "traffic";
/** Stands in the folder while a person is being erased from it (erase/signs.ts): lines change under whoever reads. */
export const erasingName = "erasing";

export interface Segment {
	/** Path below the greylist's folder, as marks and damage reports name it. */
	readonly name: string;
	readonly firstSeq: number;
}

/** A place in a log: a file, and the bytes in it that hold whole lines. */
export interface LogEnd {
	readonly name: string;
	readonly offset: number;
}

/** A place to come back to. `proof` is what stood before it: a log that was cut and grew again does not pass for it. */
export interface Mark extends LogEnd {
	readonly proof: string;
}

const PROOF_BYTES = 64;

export function markOf(folder: string, end: LogEnd): Mark {
	return { ...end, proof: bytesBefore(folder, end).toString("hex") };
}

export function isMarked(folder: string, mark: Mark): boolean {
	return bytesBefore(folder, mark).toString("hex") === mark.proof;
}

function bytesBefore(folder: string, end: LogEnd): Buffer {
	const length = Math.min(PROOF_BYTES, end.offset);
	const bytes = Buffer.alloc(length);
	try {
		const fd = openSync(join(folder, end.name), "r");
		try {
			return bytes.subarray(0, readSync(fd, bytes, 0, length, end.offset - length));
		} finally {
			closeSync(fd);
		}
	} catch (error) {
		if (codeOf(error) === "ENOENT") return bytes.subarray(0, 0);
		throw error;
	}
}

export function segmentName(firstSeq: number): string {
	return `${trafficFolder}/${String(firstSeq).padStart(16, "0")}.ndjson`;
}

/** The files of a log, oldest first; the audit log is one file for ever. */
export function filesOf(folder: string, log: LogName): readonly Segment[] {
	if (log === "audit") return sizeOf(join(folder, auditName)) === null ? [] : [{ name: auditName, firstSeq: 0 }];
	const found: Segment[] = [];
	for (const file of listFolder(join(folder, trafficFolder))) {
		const digits = /^(\d{16})\.ndjson$/.exec(file)?.[1];
		if (digits !== undefined) found.push({ name: `${trafficFolder}/${file}`, firstSeq: Number(digits) });
	}
	return found.sort((a, b) => a.firstSeq - b.firstSeq);
}

/** Bytes of a file, `null` where there is none. */
export function sizeOf(path: string): number | null {
	return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function listFolder(path: string): readonly string[] {
	try {
		return readdirSync(path);
	} catch (error) {
		if (codeOf(error) === "ENOENT") return [];
		throw error;
	}
}
