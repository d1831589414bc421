/** The rows that `keys` name, from a state in memory. */
import { correspondentFor } from "./correspondents.ts";
import type { Keys, Room, Rows } from "./decision.ts";
import { roomFor } from "./room.ts";
import type { Approval, TripletRow } from "./rows.ts";
import type { GreylistState, TripletTable } from "./state.ts";

/** A row that is there needs no room. */
const itsOwn: Room = { kind: "room", evict: [] };

export function gatherRows(state: Readonly<GreylistState>, keys: Keys, now: number): Rows {
	const { triplets, autoWhitelists, policy } = state;
	const { triplet, continues } = tripletOf(triplets, keys, now);
	return {
		triplet,
		continues,
		approval: state.approvals.size === 0 ? null : approvalOf(state, keys, now),
		autoClient: autoWhitelists.get(keys.autoClient) ?? null,
		autoDomain: keys.autoDomain === null ? null : (autoWhitelists.get(keys.autoDomain) ?? null),
		correspondent: state.correspondents.size === 0 ? null : correspondentFor(state, keys, now),
		room: triplet === null ? roomFor(triplets, keys.networks, policy.settings) : itsOwn,
		crowd: triplet === null && policy.settings.throttle > 0 ? triplets.waitingIn(keys.networks[0] ?? "") : 0,
	};
}

const nobody: readonly string[] = [];

interface Found {
	readonly triplet: TripletRow | null;
	readonly continues: readonly string[];
}

/**
 * Under its key or, where it has not passed there, under an earlier one: one that has passed comes first, then the one
 * of today's key, then the one that has waited longest.
 */
function tripletOf(triplets: TripletTable, keys: Keys, now: number): Found {
	const own = triplets.get(keys.triplet) ?? null;
	if (own?.state === "passed" && now < own.expiresAt) return { triplet: own, continues: nobody };
	const ids = keys.earlier(now);
	if (ids.length === 0) return { triplet: own, continues: nobody };
	const earlier = ids.flatMap((id) => triplets.get(id) ?? []).filter((row) => now < row.expiresAt);
	if (earlier.length === 0) return { triplet: own, continues: nobody };
	const living = own !== null && now < own.expiresAt ? [own, ...earlier] : earlier;
	const triplet = living.reduce((best, row) => (rank(row) > rank(best) ? row : best));
	const waiting = earlier.filter(({ state }) => state === "waiting" || state === "approved");
	return { triplet, continues: waiting.map(({ id }) => id) };
}

/** The sooner it may pass, the higher; a shadow row was never asked to wait. */
function rank(row: TripletRow): number {
	return row.state === "passed" ? Number.POSITIVE_INFINITY : -row.mayPassAt;
}

/** The narrowest that still holds. */
function approvalOf(state: Readonly<GreylistState>, keys: Keys, now: number): Approval | null {
	for (const key of keys.approvals()) {
		const approval = state.approvals.get(key);
		if (approval !== undefined && approval.untilAt > now) return approval;
	}
	return null;
}
