/**
 * When a waiting mail is expected to be tried again: from the sender's own gaps where there are some, else from what
 * mail servers do at first (Postfix 5 min, Exim 15 min, Exchange 15 min, qmail 7 min, Sendmail 30 min by default).
 * A guess is told with its basis, and dropped (null) when its time has gone by.
 */
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";

const FIRST_RETRY_FROM_MS = 5 * 60_000;
const FIRST_RETRY_TO_MS = 30 * 60_000;

export function nextTryOf(row: TripletRow, now: number): Triplet["nextTry"] {
	if (row.state !== "waiting" && row.state !== "approved") return null;
	const guess = row.attempts > 1 ? fromItsGaps(row) : fromHabit(row);
	return guess.to < now ? null : guess;
}

function fromItsGaps(row: TripletRow) {
	const gap = (row.lastSeenAt - row.firstSeenAt) / (row.attempts - 1);
	return {
		from: Math.round(row.lastSeenAt + gap * 0.75),
		to: Math.round(row.lastSeenAt + gap * 2 + 60_000),
		basis: `its ${row.attempts} attempts so far`,
	};
}

function fromHabit(row: TripletRow) {
	return {
		from: row.firstSeenAt + FIRST_RETRY_FROM_MS,
		to: row.firstSeenAt + FIRST_RETRY_TO_MS,
		basis: "the first retry of common mail servers: 5 to 30 minutes",
	};
}
