/** Kinds, reasons and counts in words for the command's screens, and their colour (one colour per meaning). */
import type { CounterName } from "../../shared/policy/counters.ts";
import type { Paint } from "./terminal.ts";

export const countersWords: Record<CounterName, string> = {
	deferredNew: "deferred as new",
	deferredEarly: "deferred as too early",
	deferredThrottled: "deferred by throttle",
	passedAfterDelay: "passed after the delay",
	passedKnown: "passed as known",
	passedWhitelisted: "passed by whitelist",
	passedAutoWhitelisted: "passed by auto-whitelist",
	passedExempt: "exempt",
	passedApproved: "passed by approval",
	passedShadow: "passed in shadow mode",
	passedReturnedLate: "passed, returned late",
	passedOverflow: "passed for want of room",
	passedOpen: "passed while all pass",
	expiredNeverRetried: "never retried",
	expiredRetriedElsewhere: "retried elsewhere",
	ignoredDeferral: "ignored a deferral",
};

/** "deferred, new" and its colour; unknown kinds are shown as they came. */
export function kindWords(kind: string, reason: string | null): string {
	return reason === null || reason === "" ? kind : `${kind} ${reason}`;
}

export function kindColour(kind: string, reason: string | null): Paint {
	if (kind === "deferred") return "amber";
	if (kind === "passed") {
		if (reason === "whitelisted" || reason === "auto-whitelisted") return "blue";
		return reason === "approved" || reason === "open" ? "violet" : "green";
	}
	if (kind === "expired") return "grey";
	if (kind === "gap" || kind === "alert-raised") return "red";
	return ["approved", "purged", "undone", "settings-changed", "whitelist-changed", "imported", "erased"].includes(kind)
		? "violet"
		: "grey";
}

export const stateColours: Readonly<Record<string, Paint>> = {
	waiting: "amber",
	passed: "green",
	approved: "violet",
	expired: "grey",
};
