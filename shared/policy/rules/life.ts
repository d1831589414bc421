/**
 * The life of a triplet: what it is at the first attempt, and after a pass. Instants are fixed when they are first
 * known; a wall clock that stepped back makes no age negative and shortens no life.
 */
import type { Question } from "../decision.ts";
import type { TripletLife, TripletRow } from "../rows.ts";
import type { Settings } from "../settings.ts";

/** The row, where its life has not ended: after that the next attempt is new. */
export function liveRow({ rows, now }: Question): TripletRow | null {
	const { triplet } = rows;
	return triplet !== null && now < triplet.expiresAt ? triplet : null;
}

export function newLife(settings: Settings, now: number): TripletLife {
	const windowEndsAt = now + Math.max(settings.retryWindow, settings.delay) * 1000;
	return {
		state: "waiting",
		firstSeenAt: now,
		mayPassAt: now + settings.delay * 1000,
		windowEndsAt,
		expiresAt: Math.max(windowEndsAt, now + settings.forgetAfter * 1000),
		passedAt: null,
		attempts: 1,
		shadow: false,
		approvedBy: null,
	};
}

/** Only the life of a row. */
export function lifeOf(row: TripletRow): TripletLife {
	return {
		state: row.state,
		firstSeenAt: row.firstSeenAt,
		mayPassAt: row.mayPassAt,
		windowEndsAt: row.windowEndsAt,
		expiresAt: row.expiresAt,
		passedAt: row.passedAt,
		attempts: row.attempts,
		shadow: row.shadow,
		approvedBy: row.approvedBy,
	};
}

/** After a pass: remembered for `passLifetime` from now, and never shorter than it was before. */
export function passedLife(row: TripletRow, settings: Settings, now: number): TripletLife {
	const until = now + settings.passLifetime * 1000;
	return {
		state: "passed",
		firstSeenAt: row.firstSeenAt,
		mayPassAt: row.mayPassAt,
		windowEndsAt: row.windowEndsAt,
		expiresAt: row.state === "passed" ? Math.max(row.expiresAt, until) : until,
		passedAt: row.passedAt ?? Math.max(now, row.firstSeenAt),
		attempts: row.attempts + 1,
		shadow: row.shadow,
		approvedBy: row.approvedBy,
	};
}

/** Two runs of one clock may differ by a little; a row this far ahead was written by a clock that was wrong. */
const TOLERANCE_MS = 60_000;

/** Whether the row was first seen in a time that is yet to come. It came before, that is sure; when is not known. */
export function isOfAnotherClock(row: TripletRow, now: number): boolean {
	return row.state !== "passed" && now < row.firstSeenAt - TOLERANCE_MS;
}

/** After a pass of a row of another clock: by this one, it begins now. */
export function passedLifeByThisClock(row: TripletRow, settings: Settings, now: number): TripletLife {
	const begun = { ...row, firstSeenAt: now, mayPassAt: now, windowEndsAt: now };
	return passedLife(begun, settings, now);
}

/**
 * Let through before it might have passed, by a rule that knows no triplets: that proves no retry. The row keeps its
 * end and does not become known; as one of shadow mode it is never missed, and nobody waits in it any more.
 */
export function releasedEarly(row: TripletRow): TripletLife {
	return { ...lifeOf(row), state: "waiting", shadow: true, attempts: row.attempts + 1 };
}

export interface Delays {
	readonly ours: number | null;
	readonly theirs: number | null;
}

export const undelayed: Delays = { ours: null, theirs: null };

/**
 * How long the mail of a row waited that passes now: ours until it might pass, theirs from then on. One that passes
 * sooner (approved, whitelisted meanwhile) waited by us alone. In shadow mode nobody waited.
 */
export function delaysOf(row: TripletRow, now: number): Delays {
	if (row.state === "passed" || row.shadow || now <= row.firstSeenAt) return undelayed;
	if (now < row.mayPassAt) return { ours: (now - row.firstSeenAt) / 1000, theirs: null };
	return { ours: (row.mayPassAt - row.firstSeenAt) / 1000, theirs: (now - row.mayPassAt) / 1000 };
}
