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
