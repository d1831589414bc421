/** Which counts make which figure. */
import type { CounterName } from "../../../shared/policy/counters.ts";
import { counterNames } from "../../../shared/policy/counters.ts";

const deferredNames: readonly CounterName[] = ["deferredNew", "deferredEarly", "deferredThrottled"];

export interface Deferral {
	readonly label: string;
	/** The counts that are its share of all attempts. */
	readonly names: readonly CounterName[];
	/** Before the count: how sure it is. */
	readonly sure: string;
	readonly told: string;
}

const enforced: Deferral = {
	label: "Deferral rate",
	names: deferredNames,
	sure: "",
	told: "Attempts that were asked to wait",
};
/**
 * What was deferred before it began to watch would be deferred still. The first return of a triplet after the delay is
 * counted by shadow mode too, and would have passed: the figure is a bound.
 */
const watched: Deferral = {
	label: "Would defer",
	names: [...deferredNames, "passedShadow"],
	sure: "up to ",
	told: "What shadow mode let through. Also the first return of each triplet after the delay, which would have passed",
};

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
