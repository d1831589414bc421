/**
 * When snapshots are written: by a worker once the journal has grown enough, so that deciding never pauses, and at the
 * close by the ledger itself. Never past lines that are not understood here: a newer version must still find them.
 */
import { Worker } from "node:worker_threads";
import type { Log } from "../../../shared/base/log.ts";
import type { Journal } from "./journal.ts";
import { markOf } from "./journal-files.ts";
import type { Model } from "./model.ts";
import { saveSnapshot } from "./snapshot.ts";
import type { SnapshotOrder, SnapshotReport } from "./snapshot-worker.ts";

export interface Snapshots {
	/** The journal has `bytes` now, and is on the disk up to `seq`. */
	grown(bytes: number, seq: number): void;
	/** Ends the worker; what it has not finished is left undone. */
	stop(): Promise<void>;
	/** The last one, of a ledger that has stopped and synced. */
	last(model: Model, journal: Pick<Journal, "ends" | "bytes">): void;
}

export interface SnapshotOptions {
	readonly folder: string;
	/** The bundle of snapshot-worker.ts; `null`: only at the close. */
	readonly workerFile: string | URL | null;
	/** Growth of the journal after which the next one is due. */
	readonly everyBytes: number;
	readonly startBytes: number;
	readonly foreignLines: boolean;
	readonly log: Log;
}

/** A start reads this much of a journal in no time: no snapshot is worth its writing. */
const WORTHWHILE_BYTES = 4 << 20;

export function createSnapshots(options: SnapshotOptions): Snapshots {
	const { folder, log, workerFile, foreignLines } = options;
	let lastBytes = options.startBytes;
	let worker: Worker | null = null;

	function start(file: string | URL, seq: number): void {
		const order: SnapshotOrder = { folder, upTo: seq };
		const running = new Worker(file, { workerData: order });
		worker = running;
		let told = false;
		const end = (report: SnapshotReport) => {
			if (told) return;
			told = true;
			worker = null;
			if (report.problem === null) log.info("snapshot written", { seq, milliseconds: report.milliseconds });
			else
				log.warn("no snapshot could be written; the journal is whole and will be read instead", {
					why: report.problem,
				});
		};
		running.once("message", end);
		running.once("error", (error) => end({ problem: error.message, milliseconds: 0 }));
		running.once("exit", () => end({ problem: "the worker ended early", milliseconds: 0 }));
	}

	return {
		grown(bytes, seq) {
			if (workerFile === null || foreignLines || worker !== null || bytes - lastBytes < options.everyBytes) return;
			lastBytes = bytes;
			start(workerFile, seq);
		},
		async stop() {
			if (worker === null) return;
			worker.removeAllListeners();
			await worker.terminate();
			worker = null;
			lastBytes = 0;
		},
		last(model, journal) {
			if (foreignLines || journal.bytes() - lastBytes < WORTHWHILE_BYTES) return;
			const { audit, traffic } = journal.ends();
			try {
				saveSnapshot(folder, { model, audit: markOf(folder, audit), traffic: markOf(folder, traffic) });
			} catch (error) {
				log.warn("no snapshot could be written; the journal is whole and will be read instead", { why: String(error) });
			}
		},
	};
}
