/**
 * Attempts older than the window of events, read from the journal at the instants that the triplet itself remembers: its
 * first attempt, and when it passed. A time is found by halving: first the files, then one of them. Bounded: 1 MiB is read
 * at each instant; where traffic of that time is dropped already, nothing is found.
 */
import { closeSync, readSync } from "node:fs";
import { join } from "node:path";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { filesOf, type Segment } from "../ledger/journal-files.ts";
import { decodeLine } from "../ledger/line.ts";
import { linesBefore, openLog, placeOf } from "./worker-recent.ts";

const MOST_BYTES = 1 << 20;
const HEAD_BYTES = 1 << 16;
const NEWLINE = 0x0a;

/** Events of just that instant that `is` wants, oldest first. */
export function eventsAt(folder: string, at: number, is: (event: PolicyEvent) => boolean): readonly PolicyEvent[] {
	const files = filesOf(folder, "traffic");
	let low = 0;
	let high = files.length;
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (beginsBefore(folder, files[middle], at)) low = middle;
		else high = middle;
	}
	return within(folder, files[low], at).filter(is);
}

/** Whether its first event came before `at`; one that is gone or empty is taken for later. */
function beginsBefore(folder: string, file: Segment | undefined, at: number): boolean {
	if (file === undefined) return false;
	const before = withFile(join(folder, file.name), (fd) => {
		const bytes = Buffer.alloc(HEAD_BYTES);
		const head = bytes.subarray(0, readSync(fd, bytes, 0, HEAD_BYTES, 0));
		for (let start = 0, end = head.indexOf(NEWLINE); end >= 0; start = end + 1, end = head.indexOf(NEWLINE, start)) {
			const read = decodeLine(head, start, end);
			if (read.kind === "event") return read.event.at <= at;
		}
		return false;
	});
	return before ?? false;
}

function within(folder: string, file: Segment | undefined, at: number): readonly PolicyEvent[] {
	if (file === undefined) return [];
	const read = withFile(join(folder, file.name), (fd) => {
		const found: PolicyEvent[] = [];
		const last = placeOf(fd, at + 1);
		for (let end = last; end > 0 && last - end < MOST_BYTES; ) {
			const { events, start } = linesBefore(fd, end);
			found.unshift(...events.filter((event) => event.at === at));
			if (events[0] !== undefined && events[0].at < at) break;
			end = start;
		}
		return found;
	});
	return read ?? [];
}

/** `null`: it is gone. */
function withFile<T>(path: string, read: (fd: number) => T): T | null {
	const fd = openLog(path);
	if (fd === null) return null;
	try {
		return read(fd);
	} finally {
		closeSync(fd);
	}
}
