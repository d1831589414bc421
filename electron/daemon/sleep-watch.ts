/**
 * Notices that this process did not run for a while: the machine slept, or somebody stopped the daemon. Mail of that
 * time was answered by nobody here, and the journal says so as a gap, so that no sender is judged across it.
 */
import type { Clock } from "../../shared/base/clock.ts";
import type { Ledger } from "./ledger/contract.ts";

const LOOK_MS = 1000;
/** Longer than any pause of ours. */
const SLEPT_MS = 10_000;

/** A look, to be taken every second; it remembers the one before. */
export function sleepWatch(ledger: Pick<Ledger, "record">, clock: Clock): () => void {
	let last = { at: clock.now(), monotonic: clock.monotonic() };
	return () => {
		const now = { at: clock.now(), monotonic: clock.monotonic() };
		if (now.monotonic - last.monotonic >= SLEPT_MS) {
			const why = "the daemon did not run: the machine slept, or the process was stopped";
			ledger.record({ kind: "gap", at: now.at, from: last.at, to: now.at, passed: 0, why }, () => undefined);
		}
		last = now;
	};
}

/** Returns the way to stop. */
export function watchSleep(ledger: Pick<Ledger, "record">, clock: Clock): () => void {
	const timer = setInterval(sleepWatch(ledger, clock), LOOK_MS);
	timer.unref();
	return () => clearInterval(timer);
}
