/**
 * Taking back what was taken over from another greylister: the rows go as by a purge, and those that stood here before
 * come back as they were. Who came here since has a triplet of its own, and keeps it, though it may be the same.
 */
import type { ActionEffect } from "./action.ts";
import type { Purged } from "./event.ts";
import { type Acting, actionBase, type Failed } from "./operator.ts";
import type { AutoWhitelistRow, TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

export interface ImportUndo extends Acting {
	readonly effect: Extract<ActionEffect, { readonly kind: "imported" }>;
}

interface ImportedBack {
	readonly first: readonly Purged[];
	readonly restored: readonly TripletRow[];
	readonly trusted: readonly AutoWhitelistRow[];
	readonly withdrawn: readonly never[];
	readonly approvals: readonly never[];
	readonly failed: readonly Failed[];
	readonly count: number;
}

export function importedBack(state: Readonly<GreylistState>, order: ImportUndo, now: number): ImportedBack {
	const { ids, before, autoWhitelists, autoBefore } = order.effect;
	const there = ids.flatMap((id) => state.triplets.get(id) ?? []);
	const rows = there.filter((row) => !cameSince(row));
	const stays = new Set(there.filter(cameSince).map(({ id }) => id));
	const trust = autoWhitelists.flatMap((key) => state.autoWhitelists.get(key) ?? []);
	const gone = ids.filter((id) => state.triplets.get(id) === undefined);
	const failed = [
		...gone.map((id) => ({ id, why: "It is not there any more: it ended, or was purged" })),
		...[...stays].map((id) => ({ id, why: "It has come here since: its triplet stays" })),
	];
	const first: Purged = {
		kind: "purged",
		...actionBase(order, now),
		rows,
		approvals: [],
		...(trust.length === 0 ? {} : { autoWhitelists: trust }),
	};
	const count = rows.length + trust.length;
	return {
		first: count === 0 ? [] : [first],
		restored: before.filter(({ id, expiresAt }) => expiresAt > now && !stays.has(id)),
		trusted: autoBefore,
		withdrawn: [],
		approvals: [],
		failed,
		count,
	};
}

/** What was taken over knows neither greeting nor message. */
function cameSince({ lastInstance, helo }: TripletRow): boolean {
	return lastInstance !== "" || helo !== null;
}
