/**
 * How the whitelists change by events, and how often their entries are used. Hits are counted by the fold from the
 * mail that passed; they go with their entry, and come back with it where an undo puts it back.
 */
import type { Passed, WhitelistChanged } from "./event.ts";
import type { GreylistState } from "./state.ts";
import type { WhitelistEntry, WhitelistUse } from "./whitelist-entry.ts";

export function foldHit(state: GreylistState, event: Passed): void {
	if (event.whitelist === undefined) return;
	const before = state.whitelistUses.get(event.whitelist);
	const use: WhitelistUse = {
		id: event.whitelist,
		hits: (before?.hits ?? 0) + 1,
		lastHitAt: Math.max(before?.lastHitAt ?? 0, event.at),
	};
	state.whitelistUses.set(use.id, use);
}

export function foldWhitelists(state: GreylistState, event: WhitelistChanged): void {
	const { revision, added, removed, uses = [], autoAdded = [], autoRemoved = [] } = event;
	const gone = new Set([...removed, ...added].map((entry) => entry.id));
	const whitelists = [...state.policy.whitelists.filter((entry) => !gone.has(entry.id)), ...added];
	state.policy = { ...state.policy, revision, whitelists };
	for (const { id } of removed) state.whitelistUses.delete(id);
	const here = new Set(added.map((entry) => entry.id));
	for (const use of uses) if (here.has(use.id)) state.whitelistUses.set(use.id, use);
	for (const { key } of autoRemoved) state.autoWhitelists.delete(key);
	for (const row of autoAdded) state.autoWhitelists.set(row.key, row);
}

/** The hits of these entries as they stand, for an event that removes them; nothing where there are none. */
export function usesOf(
	state: Pick<GreylistState, "whitelistUses">,
	entries: readonly WhitelistEntry[],
): { readonly uses?: readonly WhitelistUse[] } {
	const uses = entries.flatMap(({ id }) => state.whitelistUses.get(id) ?? []);
	return uses.length === 0 ? {} : { uses };
}
