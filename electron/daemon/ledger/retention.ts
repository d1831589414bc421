/**
 * Traffic is dropped by whole segments, oldest first: what is older than it is to be kept, or more than is to be kept.
 * Only what both snapshots have in them, after both were read back and found good: either of them and what is left
 * tell the whole state. The audit log is kept for ever.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../../shared/base/outcome.ts";
import { syncFolder } from "./folder.ts";
import { filesOf, type Segment, sizeOf, trafficFolder } from "./journal-files.ts";
import { decodeLine } from "./line.ts";
import { readLines } from "./line-reader.ts";
import { checkSnapshot, snapshotNames } from "./snapshot.ts";

/** How much traffic is kept: whichever is less. */
export interface Keep {
	readonly days: number;
	readonly bytes: number;
}

const DAY_MS = 86_400_000;

/** Gives the number of bytes that are gone. Throws what the system said. */
export function dropTraffic(folder: string, keep: Keep, now: number): number {
	const safe = Math.min(...snapshotNames.map((name) => seqOf(checkSnapshot(folder, name))));
	const segments = filesOf(folder, "traffic").map((segment) => ({
		...segment,
		bytes: sizeOf(join(folder, segment.name)) ?? 0,
	}));
	let left = segments.reduce((sum, { bytes }) => sum + bytes, 0);
	let dropped = 0;
	for (const [index, segment] of segments.entries()) {
		const next = segments[index + 1];
		// The newest is being written.
		if (next === undefined || next.firstSeq - 1 > safe) break;
		if (left <= keep.bytes && !isOlder(folder, next, now - keep.days * DAY_MS)) break;
		rmSync(join(folder, segment.name), { force: true });
		left -= segment.bytes;
		dropped += segment.bytes;
	}
	if (dropped > 0) syncFolder(join(folder, trafficFolder));
	return dropped;
}

function seqOf(checked: Outcome<number> | null): number {
	return checked?.ok ? checked.value : 0;
}

/** Whether everything before this segment is older; false where that cannot be told. */
function isOlder(folder: string, { name }: Segment, at: number): boolean {
	for (const line of readLines(join(folder, name), 0)) {
		const decoded = line.whole ? decodeLine(line.bytes, line.start, line.end) : null;
		if (decoded?.kind === "event") return decoded.event.at < at;
	}
	return false;
}
