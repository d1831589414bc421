/**
 * Many whitelist entries at once, from somebody else's files, as drafts of one action: pure. What is there already stays
 * as it is and is told; there is never more than the whitelists may hold.
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { WhitelistChanged } from "./event.ts";
import { type Acting, actionBase, chunks, type Plan } from "./operator.ts";
import type { GreylistState } from "./state.ts";
import { MOST_ENTRIES } from "./whitelist-entry.ts";
import type { Pattern } from "./whitelist-pattern.ts";
import { usesOf } from "./whitelist-use.ts";
import { breadth } from "./whitelist-warnings.ts";

/** As `patternOf` spells it. */
export interface ImportedEntry extends Pattern {
	readonly reason: string;
}

export interface ImportOrder<Entry extends ImportedEntry> extends Acting {
	readonly entries: readonly Entry[];
	readonly owner: string;
	/** Of each new entry. */
	readonly newId: () => string;
}

export interface ImportPlan<Entry> extends Plan {
	readonly added: readonly Entry[];
	/** There already, or earlier among these, with the words for it. */
	readonly known: readonly (readonly [Entry, string])[];
	/** Allowed, but probably not meant. */
	readonly wide: readonly (readonly [Entry, string])[];
}

/** A plan without drafts: there is nothing new. Errors: one sentence; nothing is to be taken over then. */
export function planListImport<Entry extends ImportedEntry>(
	state: Readonly<GreylistState>,
	order: ImportOrder<Entry>,
	now: number,
): Outcome<ImportPlan<Entry>> {
	const { whitelists, revision } = state.policy;
	const live = whitelists.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
	const there = new Set(live.map(keyOf));
	const added = new Map<string, Entry>();
	const known: (readonly [Entry, string])[] = [];
	for (const entry of order.entries) {
		const key = keyOf(entry);
		if (there.has(key)) known.push([entry, `${entry.kind} ${entry.pattern} is whitelisted already`]);
		else if (added.has(key)) known.push([entry, `${entry.kind} ${entry.pattern} stands more than once`]);
		else added.set(key, entry);
	}
	const replaced = whitelists.filter((entry) => added.has(keyOf(entry)));
	const size = whitelists.length - replaced.length + added.size;
	if (size > MOST_ENTRIES)
		return bad(`That would make ${size} entries, and there can be ${MOST_ENTRIES}: take over fewer, or use networks`);
	const base = actionBase(order, now);
	const drafts = chunks([...added.values()]).map((part, index): WhitelistChanged => {
		const removed = index === 0 ? replaced : [];
		return {
			kind: "whitelist-changed",
			...base,
			revision: revision + 1 + index,
			added: part.map(({ kind, pattern, reason }) => ({
				id: order.newId(),
				kind,
				pattern,
				reason,
				owner: order.owner,
				addedAt: now,
				expiresAt: null,
			})),
			removed,
			...usesOf(state, removed),
		};
	});
	const wide = [...added.values()].flatMap((entry) => breadth(entry).map((words) => [entry, words] as const));
	return good({ drafts, count: added.size, failed: [], added: [...added.values()], known, wide });
}

function keyOf({ kind, pattern }: Pattern): string {
	return `${kind} ${pattern}`;
}
