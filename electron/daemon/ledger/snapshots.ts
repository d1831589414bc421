/**
 * When snapshots are written: by a worker once the journal has grown enough, or a day after the last one, so that
 * deciding never pauses, and at the close by the ledger itself. The worker drops old traffic, too. Never past lines that are not understood here: a newer version must still find them.
 */
import { Worker } from "node:worker_threads";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { Journal } from "./journal.ts";
import { markOf } from "./journal-files.ts";
import type { Model } from "./model.ts";
import type { Keep } from "./retention.ts";
import { saveSnapshot } from "./snapshot.ts";
import type { SnapshotOrder, SnapshotReport } from "./snapshot-worker.ts";

export interface Snapshots {
	/** The journal has grown, and is on the disk up to `seq`. */
	grown(seq: number): void;
	/** Ends the worker; what it has not finished is left undone. */
	stop(): Promise<void>;
	/** None is begun until it is let go again, nor is a last one written: the files are somebody else's. */
	hold(on: boolean): void;
	/** The last one, of a ledger that has stopped and synced. */
	last(model: Model): void;
}

export interface SnapshotOptions {
	readonly folder: string;
	readonly journal: Pick<Journal, "ends" | "bytes" | "beginSegment" | "dropped">;
	readonly clock: Clock;
	/** Asked at each snapshot: it may have changed. */
	readonly keep: () => Keep;
	/** The bundle of snapshot-worker.ts; `null`: only at the close. */
	readonly workerFile: string | URL | null;
	/** Growth of the journal after which the next one is due. */
	readonly everyBytes: number;
	readonly startBytes: number;
	/** When the last one was written, or the journal began. */
	readonly lastAt: number;
	readonly foreignLines: boolean;
	readonly log: Log;
}

/** A start reads this much of a journal in no time: no snapshot is worth its writing. */
const WORTHWHILE_BYTES = 4 << 20;
const DAY_MS = 86_400_000;

export function createSnapshots(options: SnapshotOptions): Snapshots {
	const { folder, log, workerFile, foreignLines, journal, clock, keep } = options;
	let { startBytes: lastBytes, lastAt } = options;
	let worker: Worker | null = null;
	let held = false;

	function start(file: string | URL, seq: number): void {
		const order: SnapshotOrder = { folder, upTo: seq, at: clock.now(), keep: keep() };
		const running = new Worker(file, { workerData: order });
		worker = running;
		let told = false;
		const end = (report: SnapshotReport) => {
			if (told) return;
			told = true;
			worker = null;
			const { problem, milliseconds, dropped } = report;
			journal.dropped(dropped);
			lastBytes -= dropped;
			if (problem === null) log.info("snapshot written", { seq, milliseconds, oldTrafficDropped: dropped });
			else log.warn("no snapshot could be written; the journal is whole and will be read instead", { why: problem });
		};
		running.once("message", end);
		running.once("error", (error) => end(failed(error.message)));
		running.once("exit", () => end(failed("the worker ended early")));
	}

	return {
		grown(seq) {
			if (workerFile === null || foreignLines || worker !== null || held) return;
			const bytes = journal.bytes();
			const now = clock.now();
			if (bytes - lastBytes < options.everyBytes && now - lastAt < DAY_MS) return;
			lastBytes = bytes;
			lastAt = now;
			journal.beginSegment();
			start(workerFile, seq);
		},
		hold(on) {
			held = on;
		},
		async stop() {
			if (worker === null) return;
			worker.removeAllListeners();
			await worker.terminate();
			worker = null;
			lastBytes = 0;
		},
		last(model) {
			if (foreignLines || held || journal.bytes() - lastBytes < WORTHWHILE_BYTES) return;
			const { audit, traffic } = journal.ends();
			try {
				saveSnapshot(folder, {
					model,
					at: clock.now(),
					audit: markOf(folder, audit),
					traffic: markOf(folder, traffic),
				});
			} catch (error) {
				log.warn("no snapshot could be written; the journal is whole and will be read instead", { why: String(error) });
			}
		},
	};
}

function failed(problem: string): SnapshotReport {
	return { problem, milliseconds: 0, dropped: 0 };
}
