/** The counts of the live view: one field for each way mail can go. Cumulative, or for one second of a series. */
import { assertNever } from "../base/outcome.ts";
import type { EventDraft } from "./event.ts";

export const counterNames = [
	"deferredNew",
	"deferredEarly",
	"deferredThrottled",
	"passedAfterDelay",
	"passedKnown",
	"passedWhitelisted",
	"passedAutoWhitelisted",
	"passedExempt",
	"passedApproved",
	"passedShadow",
	"passedReturnedLate",
	"passedOverflow",
	"passedOpen",
	"expiredNeverRetried",
	"expiredRetriedElsewhere",
	"ignoredDeferral",
] as const;

export type CounterName = (typeof counterNames)[number];
export type Counters = Record<CounterName, number>;

export function zeroCounters(): Counters {
	return Object.fromEntries(counterNames.map((name) => [name, 0])) as Counters;
}

/** The counter an event belongs to; `null` for events that are not about mail. */
export function counterOf(event: EventDraft): CounterName | null {
	switch (event.kind) {
		case "deferred":
			return deferred(event.reason);
		case "passed":
			return passed(event.reason);
		case "expired":
			return event.reason === "never-retried" ? "expiredNeverRetried" : "expiredRetriedElsewhere";
		case "ignored-deferral":
			return "ignoredDeferral";
		default:
			return null;
	}
}

function deferred(reason: "new" | "early" | "throttled"): CounterName {
	if (reason === "new") return "deferredNew";
	return reason === "early" ? "deferredEarly" : "deferredThrottled";
}

function passed(reason: Extract<EventDraft, { kind: "passed" }>["reason"]): CounterName {
	switch (reason) {
		case "after-delay":
			return "passedAfterDelay";
		case "known":
			return "passedKnown";
		case "whitelisted":
			return "passedWhitelisted";
		case "auto-whitelisted":
			return "passedAutoWhitelisted";
		case "exempt":
			return "passedExempt";
		case "approved":
			return "passedApproved";
		case "shadow":
			return "passedShadow";
		case "returned-late":
			return "passedReturnedLate";
		case "overflow":
			return "passedOverflow";
		case "open":
			return "passedOpen";
		default:
			return assertNever(reason);
	}
}
