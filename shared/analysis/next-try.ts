/**
 * When a waiting mail is expected to be tried again, and by what we know it: the gaps it has kept so far, the measured
 * times of its provider, or what most mail servers do first. A guess: told with its basis, and `null` where nothing is
 * known or its time has gone by.
 */
import type { TripletRow } from "../policy/rows.ts";
import { webmail } from "./retry-schedules.ts";

export interface NextTry {
	readonly from: number;
	readonly to: number;
	/** In words: why we think so. */
	readonly basis: string;
}

/**
 * Of deliveries that passed a delay of 60 s, two in three had come back 5 to 30 minutes after their first attempt
 * (X-Greylist headers of public list archives 2019-2026): Postfix 5 min, qmail 7 min, Exim and Exchange 15 min.
 */
const FIRST_RETRY = { from: 5 * 60_000, to: 30 * 60_000 };

/** Registered domains of providers whose times were measured. */
const measured: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
	["google.com", webmail.gmail.times],
	["yahoo.com", webmail.yahoo.times],
	["mail.ru", webmail.mailRu.times],
	["gmx.net", webmail.gmx.times],
	["gmx.de", webmail.gmx.times],
]);

export function nextTryOf(row: TripletRow, now: number): NextTry | null {
	if (row.state !== "waiting" && row.state !== "approved") return null;
	const guess = fromProvider(row, now) ?? (row.attempts > 1 ? fromItsGaps(row) : fromHabit(row));
	return guess === null || guess.to < now ? null : guess;
}

/** The first measured moment that is still to come, give or take a fifth. */
function fromProvider(row: TripletRow, now: number): NextTry | null {
	const times = measured.get(row.clientKey);
	const due = times?.find((seconds) => row.firstSeenAt + seconds * 1200 > Math.max(now, row.lastSeenAt));
	if (due === undefined) return null;
	return {
		from: Math.max(row.lastSeenAt, row.firstSeenAt + Math.round(due * 800)),
		to: row.firstSeenAt + Math.round(due * 1200),
		basis: `measured times of ${row.clientKey}`,
	};
}

function fromItsGaps(row: TripletRow): NextTry | null {
	const gap = (row.lastSeenAt - row.firstSeenAt) / (row.attempts - 1);
	// A clock that stepped back tells no gap.
	if (gap <= 0) return null;
	return {
		from: Math.round(row.lastSeenAt + gap * 0.75),
		to: Math.round(row.lastSeenAt + gap * 2 + 60_000),
		basis: `its ${row.attempts} attempts so far`,
	};
}

function fromHabit(row: TripletRow): NextTry {
	return {
		from: row.firstSeenAt + FIRST_RETRY.from,
		to: row.firstSeenAt + FIRST_RETRY.to,
		basis: "most mail servers come back 5 to 30 minutes after their first attempt",
	};
}
