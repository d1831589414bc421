/**
 * The snapshot: all stores at one position of the journal, so that a start need not read years. Written beside the old
 * one, synced, renamed; the one before is kept. Never trusted in part: any fault refuses all.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { good, type Outcome } from "../../../shared/base/outcome.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { readSettings } from "../../../shared/policy/settings-read.ts";
import { syncFolder } from "./folder.ts";
import { sizeOf } from "./journal-files.ts";
import type { Model } from "./model.ts";
import type { Snapshot } from "./snapshot-format.ts";
import { readSnapshot } from "./snapshot-read.ts";
import { rowReader } from "./snapshot-rows.ts";
import { writeSnapshotTo } from "./snapshot-write.ts";
import { createTripletTable } from "./table/triplet-table.ts";

/** The newest first. */
export const snapshotNames = ["greylist.snapshot", "greylist.snapshot.old"] as const;
/** One that is being written; a leftover is nobody's. */
export const freshSnapshotName = `${snapshotNames[0]}.tmp`;

/** Writes and puts it in the place of the newest; throws what the system said, leaving the old ones as they were. */
export function saveSnapshot(folder: string, snapshot: Snapshot): void {
	const [newest, older] = snapshotNames;
	const fresh = writeFresh(folder, snapshot);
	if (sizeOf(join(folder, newest)) !== null) renameSync(join(folder, newest), join(folder, older));
	renameSync(fresh, join(folder, newest));
	syncFolder(folder);
}

/** Puts a snapshot, changed, in the place it had; throws what the system said, leaving the old one as it was. */
export function replaceSnapshot(folder: string, name: string, snapshot: Snapshot): void {
	renameSync(writeFresh(folder, snapshot), join(folder, name));
	syncFolder(folder);
}

/** Beside the others, synced. */
function writeFresh(folder: string, snapshot: Snapshot): string {
	const fresh = join(folder, freshSnapshotName);
	const fd = openSync(fresh, "w", 0o600);
	try {
		writeSnapshotTo(fd, snapshot);
		fsyncSync(fd);
		return fresh;
	} catch (error) {
		rmSync(fresh, { force: true });
		throw error;
	} finally {
		closeSync(fd);
	}
}

/** `null` where there is none; a problem says why it cannot be used. Fills the given, fresh model. */
export function loadSnapshot(folder: string, name: string, model: Model): Outcome<Snapshot> | null {
	const { triplets } = model.state;
	const read = readSnapshot(folder, name, { row: rowReader(model.state), triplets: triplets.unpack });
	if (read === null || !read.ok) return read;
	const { seq, at, audit, traffic, counters, policy } = read.value;
	Object.assign(model.counters, counters);
	model.state.policy = { ...policy, settings: readSettings(policy.settings) };
	model.seq = seq;
	return good({ model, at, audit, traffic });
}

/** Gives each of its triplets, in their order; then its number. What was given counts only where that is good. */
export function tripletsIn(folder: string, name: string, each: (row: TripletRow) => void): Outcome<number> | null {
	const read = readSnapshot(folder, name, {
		row: () => undefined,
		triplets(packed) {
			const table = createTripletTable(0);
			table.unpack(packed);
			for (const row of table.values()) each(row);
		},
	});
	return read?.ok ? good(read.value.seq) : read;
}

/** Its number, where it is whole. */
export function checkSnapshot(folder: string, name: string): Outcome<number> | null {
	const read = readSnapshot(folder, name, { row: () => undefined, triplets: () => undefined });
	return read?.ok ? good(read.value.seq) : read;
}
