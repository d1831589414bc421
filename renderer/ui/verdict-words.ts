/** Verdicts in the operator's words: one word for what happened, one for why, and its tone. */
import type { Tone } from "./tone.ts";

export interface VerdictWords {
	readonly tone: Tone;
	readonly word: string;
	readonly detail: string;
}

const deferred: Readonly<Record<string, string>> = {
	new: "first attempt",
	early: "too early",
	throttled: "throttled",
};
const passed: Readonly<Record<string, readonly [Tone, string]>> = {
	"after-delay": ["passed", "after delay"],
	known: ["passed", "known"],
	"returned-late": ["passed", "returned late"],
	"auto-whitelisted": ["whitelisted", "auto-whitelist"],
	whitelisted: ["whitelisted", "whitelist"],
	exempt: ["whitelisted", "exempt"],
	approved: ["operator", "approved"],
	shadow: ["whitelisted", "shadow mode"],
	overflow: ["trouble", "no room"],
	// What open mode lets through is recorded nowhere: an event of this reason is the work of the switch.
	open: ["operator", "while all pass"],
};
const others: Readonly<Record<string, readonly [Tone, string]>> = {
	approved: ["operator", "Approved"],
	purged: ["operator", "Purged"],
	undone: ["operator", "Undone"],
	"settings-changed": ["operator", "Settings"],
	"whitelist-changed": ["operator", "Whitelist"],
	imported: ["operator", "Taken over"],
	erased: ["operator", "Erased"],
	"engine-changed": ["operator", "Engine"],
	gap: ["trouble", "Gap"],
	"alert-raised": ["trouble", "Alert"],
	"alert-acknowledged": ["operator", "Alert seen"],
	"alert-cleared": ["passed", "Alert over"],
	"ignored-deferral": ["trouble", "Ignored 4xx"],
};

/** Unknown kinds are shown as they are, never dropped. */
export function verdictWords(kind: string, reason: string): VerdictWords {
	if (kind === "deferred") return { tone: "deferred", word: "Deferred", detail: deferred[reason] ?? reason };
	if (kind === "passed") {
		const [tone, detail] = passed[reason] ?? ["passed", reason];
		return { tone, word: "Passed", detail };
	}
	if (kind === "expired")
		return { tone: "never", word: reason === "retried-elsewhere" ? "Retried elsewhere" : "Never retried", detail: "" };
	const [tone, word] = others[kind] ?? ["never", kind];
	return { tone, word, detail: reason };
}

const states: Readonly<Record<string, readonly [Tone, string]>> = {
	waiting: ["deferred", "Waiting"],
	watched: ["whitelisted", "Watched"],
	passed: ["passed", "Passed"],
	approved: ["operator", "Approved"],
	expired: ["never", "Never retried"],
};

export function stateWords(state: string, reason: string): VerdictWords {
	const [tone, word] = states[state] ?? ["never", state];
	return { tone, word: state === "expired" && reason === "retried-elsewhere" ? "Elsewhere" : word, detail: reason };
}

const reasons: Readonly<Record<string, string>> = {
	new: "First attempt",
	early: "Came back too early",
	throttled: "Throttled",
	"after-delay": "Came back after the delay",
	known: "Known: passed before",
	"returned-late": "Came back late",
	"auto-whitelisted": "Auto-whitelisted",
	whitelisted: "Whitelisted",
	exempt: "Exempt",
	approved: "Approved by an operator",
	shadow: "Only watched (shadow mode)",
	overflow: "No room to remember it",
	open: "Passed while everything passed",
	"never-retried": "Never came back",
	"retried-elsewhere": "Came back by another client",
};
export function reasonText(reason: string): string {
	return reasons[reason] ?? reason;
}
