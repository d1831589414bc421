/** Which counts make which figure. */
import type { CounterName } from "../../../shared/policy/counters.ts";
import { counterNames } from "../../../shared/policy/counters.ts";

const deferredNames: readonly CounterName[] = ["deferredNew", "deferredEarly", "deferredThrottled"];

export interface Deferral {
	readonly label: string;
	/** The counts that are its share of all attempts. */
	readonly names: readonly CounterName[];
}

const enforced: Deferral = { label: "Deferral rate", names: deferredNames };
/** What was deferred before it began to watch would be deferred still. */
const watched: Deferral = { label: "Would defer", names: [...deferredNames, "passedShadow"] };

/** `watching`: the host is in shadow mode, where a rate of what is deferred would be 0 % and say nothing. */
export function deferralOf(watching: boolean): Deferral {
	return watching ? watched : enforced;
}

/** Every attempt that was answered; expiries and log findings are no attempts. */
export const attemptNames: readonly CounterName[] = counterNames.filter(
	(name) => name.startsWith("deferred") || name.startsWith("passed"),
);

/** Greylisted mails whose fate was settled: they came back, or they will not. */
export const settledNames: readonly CounterName[] = [
	"passedAfterDelay",
	"expiredNeverRetried",
	"expiredRetriedElsewhere",
];
