/**
 * Taking a change of the whitelists back: what it added goes, unless somebody removed it since; what it removed comes
 * back, with its hits. Auto-whitelists likewise, but for those that would have ended by now.
 */
import type { ActionEffect } from "./action.ts";
import { trustedAgain } from "./auto-whitelist.ts";
import type { WhitelistChanged } from "./event.ts";
import { type Acting, actionBase, type Failed } from "./operator.ts";
import type { GreylistState } from "./state.ts";
import { usesOf } from "./whitelist-use.ts";

export interface WhitelistUndo extends Acting {
	readonly effect: Extract<ActionEffect, { readonly kind: "whitelist-changed" }>;
}

export function whitelistBack(
	state: Readonly<GreylistState>,
	order: WhitelistUndo,
	now: number,
): { readonly failed: readonly Failed[]; readonly count: number; readonly first: readonly WhitelistChanged[] } {
	const { policy } = state;
	const { added, removed, uses = [], autoAdded = [], autoRemoved = [] } = order.effect;
	const there = new Set(policy.whitelists.map((entry) => entry.id));
	const goes = added.filter((entry) => there.has(entry.id));
	const comes = removed.filter((entry) => !there.has(entry.id));
	const autoComes = trustedAgain(state, autoRemoved, now);
	const autoGoes = autoAdded.flatMap(({ key }) => state.autoWhitelists.get(key) ?? []);
	const failed = [
		...added
			.filter((entry) => !there.has(entry.id))
			.map((entry) => ({ id: entry.id, why: "The entry has been removed since" })),
		...autoComes.ended,
	];
	const count = goes.length + comes.length + autoComes.rows.length + autoGoes.length;
	const backUses = [...uses.filter(({ id }) => !there.has(id)), ...(usesOf(state, goes).uses ?? [])];
	const first: WhitelistChanged = {
		kind: "whitelist-changed",
		...actionBase(order, now),
		revision: policy.revision + 1,
		added: comes,
		removed: goes,
		...(backUses.length === 0 ? {} : { uses: backUses }),
		...(autoComes.rows.length === 0 ? {} : { autoAdded: autoComes.rows }),
		...(autoGoes.length === 0 ? {} : { autoRemoved: autoGoes }),
	};
	return { failed, count, first: count === 0 ? [] : [first] };
}
