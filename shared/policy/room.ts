/**
 * Whether one more triplet can be remembered. The table and each network's share of it are bounded; the oldest waiting
 * triplet with a single attempt goes first, of the network where that is full, else of all. Passed ones never go, and
 * what cannot be remembered is not deferred.
 */
import type { Room } from "./decision.ts";
import type { Settings } from "./settings.ts";
import type { TripletTable } from "./state.ts";

const ample: Room = { kind: "room", evict: [] };
const none: Room = { kind: "none" };

/** `networks`: the client's, narrow first. */
export function roomFor(triplets: TripletTable, networks: readonly string[], settings: Settings): Room {
	const share = Math.max(1, Math.floor(settings.maxTriplets * settings.maxShare));
	// What goes from the narrow network goes from the wide one and from the table too.
	for (const network of networks)
		if (triplets.waitingIn(network) >= share) return evicting(triplets.oldestSingle(network));
	if (triplets.size >= settings.maxTriplets) return evicting(triplets.oldestSingle(null));
	return ample;
}

function evicting(oldest: string | undefined): Room {
	return oldest === undefined ? none : { kind: "room", evict: [oldest] };
}
