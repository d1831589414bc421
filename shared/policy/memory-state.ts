/**
 * The state of a greylist in memory: the table of triplets that it is given, and the other stores in Maps. Bounded:
 * approvals, auto-whitelists and actions drop their oldest.
 */
import type { ActionRecord } from "./action.ts";
import { type AgedStore, boundedStore } from "./bounded-store.ts";
import type { Policy } from "./policy.ts";
import type { Approval, AutoWhitelistRow, Correspondent, GapSpan, MailPass } from "./rows.ts";
import { defaultSettings } from "./settings.ts";
import type { GreylistState, TripletTable } from "./state.ts";
import { MOST_ENTRIES, type WhitelistUse } from "./whitelist-entry.ts";

const MOST_APPROVALS = 200_000;
const MOST_AUTO_WHITELISTS = 500_000;
const MOST_GAPS = 500;
const MOST_PASSES = 50_000;
const MOST_CORRESPONDENTS = 200_000;
const MOST_ACTIONS = 2_000;
/** Rows kept for undo, over all actions. */
const MOST_ACTION_ROWS = 400_000;

export const firstPolicy: Policy = {
	revision: 0,
	settings: defaultSettings,
	whitelists: [],
	passAllUntilAt: null,
	earlierKeys: [],
};

/** Its stores can put back, in order, what was taken out of them. */
export interface MemoryState extends GreylistState {
	readonly approvals: AgedStore<Approval>;
	readonly autoWhitelists: AgedStore<AutoWhitelistRow>;
	readonly whitelistUses: AgedStore<WhitelistUse>;
	readonly gaps: AgedStore<GapSpan>;
	readonly passes: AgedStore<MailPass>;
	readonly correspondents: AgedStore<Correspondent>;
	readonly actions: AgedStore<ActionRecord>;
}

export function createState(triplets: TripletTable): MemoryState {
	return {
		triplets,
		approvals: boundedStore<Approval>({ limit: MOST_APPROVALS }),
		autoWhitelists: boundedStore<AutoWhitelistRow>({ limit: MOST_AUTO_WHITELISTS, renew: true }),
		// Entries are bounded where they are made; an undo may bring some back beside them.
		whitelistUses: boundedStore<WhitelistUse>({ limit: 2 * MOST_ENTRIES }),
		gaps: boundedStore<GapSpan>({ limit: MOST_GAPS }),
		passes: boundedStore<MailPass>({ limit: MOST_PASSES, renew: true }),
		correspondents: boundedStore<Correspondent>({ limit: MOST_CORRESPONDENTS, renew: true }),
		actions: boundedStore<ActionRecord>({ limit: MOST_ACTION_ROWS, weigh: actionWeight }),
		policy: firstPolicy,
	};
}

/** So weighed, neither more than 2,000 actions nor more than 400,000 rows of theirs are kept. */
function actionWeight({ effect }: ActionRecord): number {
	const least = MOST_ACTION_ROWS / MOST_ACTIONS;
	if (effect.kind === "approved") return Math.max(least, effect.rows.length + effect.approvals.length);
	if (effect.kind === "imported")
		return Math.max(least, effect.ids.length + effect.before.length + effect.autoWhitelists.length);
	if (effect.kind !== "purged") return least;
	const { rows, approvals = [], autoWhitelists = [] } = effect;
	return Math.max(least, rows.length + approvals.length + autoWhitelists.length);
}
