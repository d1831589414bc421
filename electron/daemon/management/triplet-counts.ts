/** How many triplets are in each state, from memory. */
import type { GreylistState } from "../../../shared/policy/state.ts";

export function tripletCounts(state: Readonly<GreylistState>) {
	const { triplets } = state;
	return {
		waiting: triplets.count("waiting"),
		watched: triplets.count("watched"),
		passed: triplets.count("passed"),
		approved: triplets.count("approved"),
		expired: triplets.count("expired"),
	};
}
