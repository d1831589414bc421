/**
 * What happened last, or last in a time, whatever it was: read from the journal itself, from its newest line backwards.
 * A log is in the order of time but for steps of the clock, so that a time is found by halving a file. Bounded: at most
 * 8 MiB are read of a log, and a line longer than the bound is left out.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { filesOf } from "../ledger/journal-files.ts";
import { decodeLine, type LogName } from "../ledger/line.ts";
import type { RecentRange } from "./contract.ts";

const CHUNK = 1 << 18;
const MOST_BYTES = 1 << 23;
const NEWLINE = 0x0a;

/** Newest first. Events after `upTo` are not known yet. */
export function recentEvents(folder: string, range: RecentRange, upTo: number): readonly PolicyEvent[] {
	return (["audit", "traffic"] as const)
		.flatMap((log) => newestOf(folder, log, { ...range, upTo }))
		.sort((a, b) => b.seq - a.seq)
		.slice(0, range.most);
}

type Wanted = RecentRange & { readonly upTo: number };

function newestOf(folder: string, log: LogName, range: Wanted): readonly PolicyEvent[] {
	const found: PolicyEvent[] = [];
	let budget = MOST_BYTES;
	for (const { name } of [...filesOf(folder, log)].reverse()) {
		const fd = openLog(join(folder, name));
		if (fd === null) continue;
		try {
			let end = placeOf(fd, range.to);
			while (end > 0) {
				if (found.length >= range.most || budget <= 0) return found;
				const { events, start } = linesBefore(fd, end);
				budget -= end - start;
				end = start;
				found.push(...events.filter((event) => isWanted(event, range)).reverse());
				if (events[0] !== undefined && events[0].at < range.from) return found;
			}
		} finally {
			closeSync(fd);
		}
	}
	return found;
}

function isWanted({ at, seq }: PolicyEvent, range: Wanted): boolean {
	return at >= range.from && at < range.to && seq <= range.upTo;
}

/** Old traffic is dropped by whole files, and may be so now. */
export function openLog(path: string): number | null {
	try {
		return openSync(path, "r");
	} catch {
		return null;
	}
}

/** Where a line begins before which all that is earlier than `to` stands; the end of the file where none is later. */
export function placeOf(fd: number, to: number): number {
	let low = 0;
	let high = fstatSync(fd).size;
	while (high - low > CHUNK) {
		const line = lineAfter(fd, low + Math.floor((high - low) / 2));
		if (line === null || line.start >= high) break;
		if (line.at < to) low = line.start;
		else high = line.start;
	}
	return high;
}

/** The first whole line that begins after an offset; null where the next chunk holds none that can be read. */
function lineAfter(fd: number, offset: number): { readonly start: number; readonly at: number } | null {
	const bytes = readChunk(fd, offset, offset + CHUNK);
	for (let before = bytes.indexOf(NEWLINE); before >= 0; ) {
		const end = bytes.indexOf(NEWLINE, before + 1);
		if (end < 0) return null;
		const read = decodeLine(bytes, before + 1, end);
		if (read.kind === "event") return { start: offset + before + 1, at: read.event.at };
		before = end;
	}
	return null;
}

/** The whole lines of the chunk that ends at `end`, oldest first, and where the first of them begins. */
export function linesBefore(
	fd: number,
	end: number,
): { readonly events: readonly PolicyEvent[]; readonly start: number } {
	const from = Math.max(0, end - CHUNK);
	const bytes = readChunk(fd, from, end);
	const head = from === 0 ? 0 : bytes.indexOf(NEWLINE) + 1;
	// Part of a line that is longer than a chunk: it is stepped over.
	if (head === 0 && from > 0) return { events: [], start: from };
	const events: PolicyEvent[] = [];
	let start = head;
	for (let stop = bytes.indexOf(NEWLINE, start); stop >= 0; stop = bytes.indexOf(NEWLINE, start)) {
		const read = decodeLine(bytes, start, stop);
		if (read.kind === "event") events.push(read.event);
		start = stop + 1;
	}
	return { events, start: from + head === end ? from : from + head };
}

function readChunk(fd: number, from: number, to: number): Buffer {
	const bytes = Buffer.alloc(to - from);
	return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from));
}
