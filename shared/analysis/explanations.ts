/**
 * How a triplet stands and whose turn it is, in a sentence or two for a person on the telephone. What we advised is
 * not what the client was told: only a confirmed outcome says "deferred", else it is "asked to wait".
 */
import { durationWords } from "../base/duration.ts";
import { utcSecondWords, utcWords } from "../base/instant.ts";
import { assertNever } from "../base/outcome.ts";
import type { Approval, TripletRow } from "../policy/rows.ts";

/** `ours`: we make it wait. `theirs`: the sender has to come again. `nobody`: there is nothing to wait for. */
export type Turn = "ours" | "theirs" | "nobody";

export interface Explanation {
	readonly words: string;
	readonly turn: Turn;
}

/** `approval`: the one that covers the row now, if any. */
export function explanationOf(row: TripletRow, approval: Approval | null, now: number): Explanation {
	switch (row.state) {
		case "waiting":
			return waiting(row, approval, now);
		case "approved":
			return approval === null || approval.untilAt <= now ? waiting(row, null, now) : approved(approval, now);
		case "passed":
			return { words: passed(row, now), turn: "nobody" };
		case "expired":
			return expired(row, approval, now);
		default:
			return assertNever(row.state);
	}
}

function waiting(row: TripletRow, approval: Approval | null, now: number): Explanation {
	if (approval !== null && approval.untilAt > now) return approved(approval, now);
	if (row.shadow)
		return {
			words: "Seen first in shadow mode: it was let through, and would have been asked to wait.",
			turn: "nobody",
		};
	const told = row.outcome === "confirmed" ? "Deferred" : "Asked to wait";
	const tries = row.attempts === 1 ? `${told} at first sight.` : `${told}, ${row.attempts} attempts so far.`;
	const begun = row.outcome === "overruled" ? `${tries} But another rule of Postfix answered the client.` : tries;
	const from = `from ${utcSecondWords(row.mayPassAt, now)}`;
	if (now < row.mayPassAt) {
		const left = durationWords((row.mayPassAt - now) / 1000);
		return { words: `${begun} It may pass ${from}, in ${left}: until then it is we who make it wait.`, turn: "ours" };
	}
	const since = durationWords((now - row.mayPassAt) / 1000);
	if (now < row.windowEndsAt)
		return { words: `${begun} It may pass for ${since} now: it is the sender's turn to try again.`, turn: "theirs" };
	return { words: `${begun} The sender has not come back in time; if it still does, it passes.`, turn: "theirs" };
}

function approved({ untilAt, spentAt }: Approval, now: number): Explanation {
	if (spentAt !== null)
		return { words: `Approved by an operator, and delivered at ${utcWords(spentAt, now)}.`, turn: "nobody" };
	const words = `Approved by an operator: the next attempt passes, until ${utcWords(untilAt, now)}. It is the sender's turn to try again.`;
	return { words, turn: "theirs" };
}

function passed(row: TripletRow, now: number): string {
	const { passedAt, firstSeenAt, mayPassAt } = row;
	if (passedAt === null || passedAt <= firstSeenAt || row.shadow) return "It passed without waiting.";
	const when = `It passed at ${utcWords(passedAt, now)}`;
	if (passedAt < mayPassAt)
		return `${when}, ${durationWords((passedAt - firstSeenAt) / 1000)} after its first attempt and before it had to.`;
	const ours = durationWords((mayPassAt - firstSeenAt) / 1000);
	const theirs = durationWords((passedAt - mayPassAt) / 1000);
	return `${when}: ${ours} of the delay were ours, ${theirs} the sender took to try again.`;
}

function expired(row: TripletRow, approval: Approval | null, now: number): Explanation {
	if (row.reason === "retried-elsewhere")
		return { words: "This client never came back, but the mail passed by another one.", turn: "nobody" };
	if (approval !== null && approval.untilAt > now) return approved(approval, now);
	const words = `The sender never came back in time. A return passes until ${utcWords(row.expiresAt, now)}.`;
	return { words, turn: "theirs" };
}
