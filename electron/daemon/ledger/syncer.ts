/**
 * Asks the disk to keep what was written, one request after the other, and tells those who wait for it. An action
 * holds back everything behind it until its bytes are kept. Where the disk refuses, or does not answer in time,
 * whoever waits is told so and what was written stays: it is asked for again, and published once it is kept.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Committed } from "./contract.ts";
import type { Journal } from "./journal.ts";
import type { Publisher } from "./publisher.ts";

/** An operator's action, all its parts. */
export interface Act {
	readonly seqs: readonly number[];
	readonly resolve: (result: Committed) => void;
}

export interface Syncer {
	/** These were written just now, and wait to be kept. */
	written(acts: readonly Act[]): void;
	/** Resolves when everything written before is kept: true; false where the disk refused. */
	sync(): Promise<boolean>;
	/** Tells all who wait that nobody knows; what they hold back stays held. */
	tellUnsure(): void;
	/** Milliseconds since the disk was asked and has not answered; 0: nothing is asked of it. */
	waitingMs(): number;
	/** When the disk last said that it keeps everything. */
	lastSyncAt(): number;
}

export interface SyncerParts {
	readonly journal: Pick<Journal, "sync">;
	readonly publisher: Publisher;
	readonly clock: Clock;
	/** The disk refused. */
	readonly failed: (error: unknown) => void;
}

interface Waiting extends Act {
	told: boolean;
}

export function createSyncer({ journal, publisher, clock, failed }: SyncerParts): Syncer {
	const waiting: Waiting[] = [];
	let syncing: Promise<boolean> | null = null;
	let askedAt: number | null = null;
	let lastSyncAt = clock.now();

	async function ask(): Promise<void> {
		const covered = waiting.length;
		askedAt = clock.monotonic();
		await journal.sync().finally(() => {
			askedAt = null;
		});
		lastSyncAt = clock.now();
		const kept = waiting.splice(0, covered);
		publisher.release(waiting[0]?.seqs[0] ?? Number.POSITIVE_INFINITY);
		for (const act of kept) tell(act, { kind: "committed", seq: act.seqs.at(-1) ?? 0 });
	}

	async function askForAll(): Promise<boolean> {
		try {
			do await ask();
			while (waiting.length > 0);
			return true;
		} catch (error) {
			failed(error);
			tellUnsure();
			return false;
		} finally {
			// Here, not behind a `then`: whoever asks from now on needs a sync of their own.
			syncing = null;
		}
	}

	function tellUnsure(): void {
		for (const act of waiting) tell(act, { kind: "unsure", seq: act.seqs.at(-1) ?? 0 });
	}

	return {
		written(acts) {
			for (const act of acts) {
				publisher.hold(act.seqs[0] ?? 0);
				waiting.push({ ...act, told: false });
			}
		},
		sync() {
			syncing ??= askForAll();
			return syncing;
		},
		tellUnsure,
		waitingMs: () => (askedAt === null ? 0 : clock.monotonic() - askedAt),
		lastSyncAt: () => lastSyncAt,
	};
}

function tell(act: Waiting, result: Committed): void {
	if (act.told) return;
	act.told = true;
	act.resolve(result);
}
