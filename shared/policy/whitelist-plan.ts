/**
 * What a change of the whitelists would be, as a draft for the ledger: pure. An entry that is there already is not made
 * twice; it can be replaced. Auto-whitelists are taken away by the same kind of event, so that one undo knows both.
 */
import { utcWords } from "../base/instant.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { WhitelistChanged } from "./event.ts";
import { type Acting, actionBase, type Failed, type Plan, planned } from "./operator.ts";
import type { Policy } from "./policy.ts";
import type { GreylistState } from "./state.ts";
import { type EntryKind, MOST_ENTRIES, type WhitelistEntry } from "./whitelist-entry.ts";
import { patternOf } from "./whitelist-pattern.ts";
import { usesOf } from "./whitelist-use.ts";
import { entryWarnings } from "./whitelist-warnings.ts";

export interface WantedEntry {
	readonly kind: EntryKind;
	/** As typed. */
	readonly pattern: string;
	readonly reason: string;
	readonly owner: string;
	readonly expiresAt: number | null;
	/** Take the place of an entry with the same pattern. */
	readonly replace: boolean;
}

export interface CheckedEntry {
	readonly entry: Omit<WhitelistEntry, "id">;
	/** Entries with the same pattern, whose place it takes. */
	readonly replaced: readonly WhitelistEntry[];
	readonly warnings: readonly string[];
}

/** Errors: one sentence for the operator. */
export function checkEntry(policy: Policy, wanted: WantedEntry, now: number): Outcome<CheckedEntry> {
	const pattern = patternOf(wanted.kind, wanted.pattern);
	if (!pattern.ok) return pattern;
	const { expiresAt, reason, owner } = wanted;
	if (expiresAt !== null && expiresAt <= now) return bad("That time is over already: give one that is to come");
	const same = entriesOf(policy, pattern.value);
	const live = liveOf(same, now);
	if (live !== undefined && !wanted.replace) return bad(alreadyWords(live, now));
	if (policy.whitelists.length - same.length >= MOST_ENTRIES)
		return bad(`There are ${MOST_ENTRIES} entries, and there can be no more: remove some, or use networks`);
	return good({
		entry: { ...pattern.value, reason, owner, addedAt: now, expiresAt },
		replaced: same,
		warnings: entryWarnings({ ...pattern.value, typed: wanted.pattern }, policy, now),
	});
}

/** An entry that stands and holds all that is asked for; `owner` and `reason` are asked for where they are given. */
export function standingEntry(
	policy: Policy,
	asked: Omit<WantedEntry, "owner" | "replace"> & { readonly owner: string | null },
	now: number,
): WhitelistEntry | null {
	const pattern = patternOf(asked.kind, asked.pattern);
	const live = pattern.ok ? liveOf(entriesOf(policy, pattern.value), now) : undefined;
	if (live === undefined || live.expiresAt !== asked.expiresAt) return null;
	const isOther = (is: string, wanted: string | null) => wanted !== null && wanted !== "" && wanted !== is;
	return isOther(live.owner, asked.owner) || isOther(live.reason, asked.reason) ? null : live;
}

function entriesOf({ whitelists }: Policy, { kind, pattern }: Pick<WhitelistEntry, "kind" | "pattern">) {
	return whitelists.filter((entry) => entry.kind === kind && entry.pattern === pattern);
}

function liveOf(entries: readonly WhitelistEntry[], now: number): WhitelistEntry | undefined {
	return entries.find(({ expiresAt }) => expiresAt === null || expiresAt > now);
}

function alreadyWords({ kind, pattern, owner, expiresAt }: WhitelistEntry, now: number): string {
	const by = owner === "" ? "" : ` by ${owner}`;
	const until = expiresAt === null ? "" : `, until ${utcWords(expiresAt, now)}`;
	return `The ${kind} entry ${pattern} is there already${by}${until}: replace it, or leave it as it is`;
}

export interface ListPlan extends Plan {
	readonly entry: WhitelistEntry;
	readonly warnings: readonly string[];
}

export interface ListOrder extends Acting {
	readonly wanted: WantedEntry;
	/** Of the new entry. */
	readonly id: string;
}

export function planListing(state: Readonly<GreylistState>, order: ListOrder, now: number): Outcome<ListPlan> {
	const checked = checkEntry(state.policy, order.wanted, now);
	if (!checked.ok) return checked;
	const { replaced, warnings } = checked.value;
	const entry = { id: order.id, ...checked.value.entry };
	const draft: WhitelistChanged = {
		kind: "whitelist-changed",
		...actionBase(order, now),
		revision: state.policy.revision + 1,
		added: [entry],
		removed: replaced,
		...usesOf(state, replaced),
	};
	return good({ drafts: [draft], count: 1, failed: [], entry, warnings });
}

export interface UnlistOrder extends Acting {
	/** Of entries, or keys of auto-whitelists. */
	readonly ids: readonly string[];
}

/** Errors: none of them is there. */
export function planUnlisting(state: Readonly<GreylistState>, order: UnlistOrder, now: number): Outcome<Plan> {
	const ids = new Set(order.ids);
	const removed = state.policy.whitelists.filter((entry) => ids.has(entry.id));
	for (const { id } of removed) ids.delete(id);
	const failed: Failed[] = [];
	const autoRemoved = [...ids].flatMap((key) => {
		const row = state.autoWhitelists.get(key);
		if (row !== undefined && row.earnedAt !== null) return [row];
		failed.push({ id: key, why: "No such entry (any more): it was removed, or ended" });
		return [];
	});
	const draft: WhitelistChanged = {
		kind: "whitelist-changed",
		...actionBase(order, now),
		revision: state.policy.revision + 1,
		added: [],
		removed,
		...usesOf(state, removed),
		...(autoRemoved.length === 0 ? {} : { autoRemoved }),
	};
	const count = removed.length + autoRemoved.length;
	return planned({ drafts: count === 0 ? [] : [draft], count, failed });
}
