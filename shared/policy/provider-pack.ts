/**
 * The pack of large senders on a host: ordinary whitelist entries of verified names, told by their owner (`pack` and the
 * date). What is on is so read from the entries themselves; an update is the difference, and nothing but an operator
 * makes it. A name that somebody took out stays out; an entry of an operator's own is never touched.
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { WhitelistChanged } from "./event.ts";
import { type Acting, actionBase, type Plan } from "./operator.ts";
import type { Policy } from "./policy.ts";
import type { Pack } from "./providers/pack.ts";
import type { GreylistState } from "./state.ts";
import { MOST_ENTRIES, type WhitelistEntry } from "./whitelist-entry.ts";
import { usesOf } from "./whitelist-use.ts";

export interface PackName {
	readonly provider: string;
	readonly pattern: string;
}

export interface PackOnHost {
	/** The latest date among its entries; `null`: it is off. */
	readonly enabled: string | null;
	/** What switching it on, or taking the new one, would add. */
	readonly added: readonly PackName[];
	/** Entries of an earlier pack that are not in this one. */
	readonly removed: readonly WhitelistEntry[];
	/** Taken out here since it was switched on; they stay out. */
	readonly left: readonly PackName[];
	/** Entries of the pack that stand and stay. */
	readonly kept: number;
}

/** Refused to a person, whose entries would go with the pack. */
export const PACK_OWNS = "That name stands for the pack of large senders: give another owner";

/** An owner that no person may have. */
export function isPackOwner(owner: string): boolean {
	return dateOf(owner) !== null;
}

function dateOf(owner: string): string | null {
	return /^pack (\d{4}-\d\d-\d\d)$/.exec(owner)?.[1] ?? null;
}

export function packOnHost({ whitelists }: Policy, pack: Pack, now: number): PackOnHost {
	const live = whitelists.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
	const standing = live.filter(({ owner }) => isPackOwner(owner));
	const dates = standing.flatMap(({ owner }) => dateOf(owner) ?? []);
	const enabled = dates.toSorted().at(-1) ?? null;
	const there = new Set(live.flatMap(({ kind, pattern }) => (kind === "name" ? [pattern] : [])));
	const added: PackName[] = [];
	const left: PackName[] = [];
	const wanted = new Set<string>();
	for (const { name: provider, names } of pack.providers)
		for (const { pattern, since } of names) {
			wanted.add(pattern);
			if (there.has(pattern)) continue;
			if (enabled !== null && since <= enabled) left.push({ provider, pattern });
			else added.push({ provider, pattern });
		}
	const removed = standing.filter(({ pattern }) => !wanted.has(pattern));
	return { enabled, added, removed, left, kept: standing.length - removed.length };
}

export interface PackOrder extends Acting {
	readonly pack: Pack;
	readonly on: boolean;
	readonly newId: () => string;
}

/** A plan without drafts: it is so already. Errors: one sentence for the operator. */
export function planPack(state: Readonly<GreylistState>, order: PackOrder, now: number): Outcome<Plan> {
	const { whitelists, revision } = state.policy;
	const { added, removed } = packOnHost(state.policy, order.pack, now);
	const goes = order.on ? removed : whitelists.filter(({ owner }) => isPackOwner(owner));
	const comes = order.on ? added : [];
	if (comes.length + goes.length === 0) return good({ drafts: [], count: 0, failed: [] });
	const size = whitelists.length - goes.length + comes.length;
	if (size > MOST_ENTRIES) return bad(`That would make ${size} entries, and there can be ${MOST_ENTRIES}`);
	const draft: WhitelistChanged = {
		kind: "whitelist-changed",
		...actionBase(order, now),
		revision: revision + 1,
		added: comes.map(({ provider, pattern }) => ({
			id: order.newId(),
			kind: "name",
			pattern,
			reason: `Large sender: ${provider}`,
			owner: `pack ${order.pack.date}`,
			addedAt: now,
			expiresAt: null,
		})),
		removed: goes,
		...usesOf(state, goes),
	};
	return good({ drafts: [draft], count: comes.length + goes.length, failed: [] });
}
