/** The rows that `keys` name, from a state in memory. */
import type { Keys, Room, Rows } from "./decision.ts";
import { roomFor } from "./room.ts";
import type { Approval } from "./rows.ts";
import type { GreylistState } from "./state.ts";

/** A row that is there needs no room. */
const itsOwn: Room = { kind: "room", evict: [] };

export function gatherRows(state: Readonly<GreylistState>, keys: Keys, now: number): Rows {
	const { triplets, autoWhitelists, policy } = state;
	const triplet = triplets.get(keys.triplet) ?? null;
	return {
		triplet,
		approval: state.approvals.size === 0 ? null : approvalOf(state, keys, now),
		autoClient: autoWhitelists.get(keys.autoClient) ?? null,
		autoDomain: keys.autoDomain === null ? null : (autoWhitelists.get(keys.autoDomain) ?? null),
		room: triplet === null ? roomFor(triplets, keys.networks, policy.settings) : itsOwn,
	};
}

/** The narrowest that still holds. */
function approvalOf(state: Readonly<GreylistState>, keys: Keys, now: number): Approval | null {
	for (const key of keys.approvals()) {
		const approval = state.approvals.get(key);
		if (approval !== undefined && approval.untilAt > now) return approval;
	}
	return null;
}
