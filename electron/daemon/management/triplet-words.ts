/** How a triplet stands and whose turn it is, in one or two sentences for a person on the telephone. */
import { assertNever } from "../../../shared/base/outcome.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";

export function tripletWords(row: TripletRow, now: number): string {
	switch (row.state) {
		case "waiting":
			return waiting(row, now);
		case "approved":
			return "An operator approved it: the next attempt passes. It is the sender's turn.";
		case "passed":
			return passed(row);
		case "expired":
			return row.reason === "retried-elsewhere"
				? "This client never came back, but the mail passed by another one."
				: "The sender never came back in time. A return passes until this triplet is forgotten.";
		default:
			return assertNever(row.state);
	}
}

function waiting(row: TripletRow, now: number): string {
	const tried =
		row.attempts === 1 ? "Asked to wait at its first attempt" : `Asked to wait, ${row.attempts} attempts so far`;
	if (row.shadow) return "Seen first in shadow mode: it passed, and would have been asked to wait.";
	if (now < row.mayPassAt) return `${tried}. It may pass in ${span(row.mayPassAt - now)}, when the sender tries again.`;
	return `${tried}. It may pass since ${span(now - row.mayPassAt)}: it is the sender's turn to try again.`;
}

function passed(row: TripletRow): string {
	if (row.passedAt === null || row.passedAt <= row.firstSeenAt || row.shadow) return "It passed without waiting.";
	if (row.passedAt < row.mayPassAt) return `It passed after ${span(row.passedAt - row.firstSeenAt)}, before it had to.`;
	const ours = span(row.mayPassAt - row.firstSeenAt);
	return `It passed: ${ours} of the delay were ours, ${span(row.passedAt - row.mayPassAt)} the sender took until its retry.`;
}

/** A length of time in the two units that matter. */
export function span(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 120) return `${minutes} min`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}
