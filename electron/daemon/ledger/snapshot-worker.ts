/**
 * Writes a snapshot off the deciding thread: reads the one before, folds the journal up to a given number with the
 * code of a restart, writes the new one, then drops traffic that is no longer kept. Knows nothing of the living state, so it also proves that the journal tells it.
 */
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { markOf } from "./journal-files.ts";
import { replay } from "./replay.ts";
import { dropTraffic, type Keep } from "./retention.ts";
import { saveSnapshot } from "./snapshot.ts";

export interface SnapshotOrder {
	readonly folder: string;
	/** Everything up to this number is on the disk. */
	readonly upTo: number;
	readonly at: number;
	/** `null`: all of it. */
	readonly keep: Keep | null;
}

export interface SnapshotReport {
	/** `null`: it is written. */
	readonly problem: string | null;
	readonly milliseconds: number;
	/** Bytes of old traffic that are gone. */
	readonly dropped: number;
}

/** Throws what the system said; a problem is a journal that does not carry a snapshot. */
export function writeSnapshot({ folder, upTo, at }: Omit<SnapshotOrder, "keep">): string | null {
	const { model, audit, traffic } = replay(folder, { upTo, withSnapshot: true });
	if (audit.foreign + traffic.foreign > 0) return "the journal holds lines of a newer version";
	if (model.seq !== upTo) return `the journal ends at ${model.seq}, not at ${upTo}`;
	const marks = {
		audit: audit.end === null ? null : markOf(folder, audit.end),
		traffic: traffic.end === null ? null : markOf(folder, traffic.end),
	};
	saveSnapshot(folder, { model, at, ...marks });
	return null;
}

if (parentPort !== null) {
	const startedAt = performance.now();
	// Where the machine is busy, deciding comes first. On Linux a priority is a thread's.
	if (process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);
	const order: SnapshotOrder = workerData;
	let problem: string | null;
	let dropped = 0;
	try {
		problem = writeSnapshot(order);
		if (problem === null && order.keep !== null) dropped = dropTraffic(order.folder, order.keep, order.at);
	} catch (error) {
		problem = error instanceof Error ? error.message : String(error);
	}
	const report: SnapshotReport = { problem, milliseconds: Math.round(performance.now() - startedAt), dropped };
	parentPort.postMessage(report);
}
