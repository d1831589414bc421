/**
 * What time alone changes in the table (shared/policy/sweep.ts) is recorded in parts between the mail: each part looks
 * at 2,000 rows and makes at most 500 events, so that none takes more than a few milliseconds. One walk over the whole
 * table follows the other. In open mode it rests: nothing could be recorded.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import { Bug } from "../../../shared/base/outcome.ts";
import { sweep } from "../../../shared/policy/sweep.ts";
import type { Ledger } from "../ledger/contract.ts";

export interface SweepParts {
	readonly ledger: Ledger;
	readonly clock: Clock;
	readonly log: Log;
	panic(error: unknown): void;
}

const BETWEEN_PARTS_MS = 25;
const BETWEEN_WALKS_MS = 5000;
/** A fast clock brings more to sweep in the same time. */
const FAST_BETWEEN_WALKS_MS = 1000;

/** Returns the way to stop. */
export function startSweep({ ledger, clock, log, panic }: SweepParts): () => void {
	const step = createSweep(ledger, clock);
	const rest = clock.speed === 1 ? BETWEEN_WALKS_MS : FAST_BETWEEN_WALKS_MS;
	let timer = later(rest);

	function later(milliseconds: number): NodeJS.Timeout {
		return setTimeout(turn, milliseconds).unref();
	}

	function turn(): void {
		let more = false;
		try {
			more = step();
		} catch (error) {
			if (error instanceof Bug) panic(error);
			else log.error("sweeping stumbled", { error: String(error) });
		}
		timer = later(more ? BETWEEN_PARTS_MS : rest);
	}

	return () => clearTimeout(timer);
}

/** One part a call; false where the walk is over (the next call begins another). */
export function createSweep(ledger: Ledger, clock: Clock): () => boolean {
	let walk: ReturnType<typeof sweep> | null = null;
	const ignore = () => undefined;
	return () => {
		if (ledger.health().open) return false;
		walk ??= sweep(ledger.state, clock.now());
		const part = walk.next();
		if (part.done === true) {
			walk = null;
			return false;
		}
		for (const draft of part.value) ledger.record(draft, ignore);
		return true;
	};
}
