/** Which counts make which figure. */
import type { CounterName } from "../../../shared/policy/counters.ts";
import { counterNames } from "../../../shared/policy/counters.ts";

export const deferredNames: readonly CounterName[] = ["deferredNew", "deferredEarly", "deferredThrottled"];

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
