/**
 * A first state of the greylist in plain Maps. Counts and the order of age are kept up with each change, so that
 * bounds are asked in constant time. Bounded: approvals, auto-whitelists and actions drop their oldest.
 */
import { shareNetworks } from "../base/networks.ts";
import type { ActionRecord } from "./action.ts";
import { type AgedStore, boundedStore } from "./bounded-store.ts";
import { mailFilter } from "./mail-passes.ts";
import { type Ordered, orderedKeys } from "./ordered-keys.ts";
import type { Policy } from "./policy.ts";
import type { Approval, AutoWhitelistRow, GapSpan, MailPass, TripletRow } from "./rows.ts";
import { defaultSettings } from "./settings.ts";
import type { GreylistState, TripletTable } from "./state.ts";
import { MOST_ENTRIES, type WhitelistUse } from "./whitelist-entry.ts";

const MOST_APPROVALS = 200_000;
const MOST_AUTO_WHITELISTS = 500_000;
const MOST_GAPS = 500;
const MOST_PASSES = 50_000;
const MOST_ACTIONS = 2_000;
/** Rows kept for undo, over all actions. */
const MOST_ACTION_ROWS = 400_000;

export const firstPolicy: Policy = { revision: 0, settings: defaultSettings, whitelists: [], passAllUntilAt: null };

/** Its stores can put back, in order, what was taken out of them. */
export interface MemoryState extends GreylistState {
	readonly approvals: AgedStore<Approval>;
	readonly autoWhitelists: AgedStore<AutoWhitelistRow>;
	readonly whitelistUses: AgedStore<WhitelistUse>;
	readonly gaps: AgedStore<GapSpan>;
	readonly passes: AgedStore<MailPass>;
	readonly actions: AgedStore<ActionRecord>;
}

export function createState(): MemoryState {
	return {
		triplets: tripletTable(),
		approvals: boundedStore<Approval>({ limit: MOST_APPROVALS }),
		autoWhitelists: boundedStore<AutoWhitelistRow>({ limit: MOST_AUTO_WHITELISTS, renew: true }),
		// Entries are bounded where they are made; an undo may bring some back beside them.
		whitelistUses: boundedStore<WhitelistUse>({ limit: 2 * MOST_ENTRIES }),
		gaps: boundedStore<GapSpan>({ limit: MOST_GAPS }),
		passes: boundedStore<MailPass>({ limit: MOST_PASSES, renew: true }),
		actions: boundedStore<ActionRecord>({ limit: MOST_ACTION_ROWS, weigh: actionWeight }),
		policy: firstPolicy,
	};
}

/** So weighed, neither more than 2,000 actions nor more than 400,000 rows of theirs are kept. */
function actionWeight({ effect }: ActionRecord): number {
	const least = MOST_ACTION_ROWS / MOST_ACTIONS;
	if (effect.kind === "approved") return Math.max(least, effect.rows.length + effect.approvals.length);
	if (effect.kind !== "purged") return least;
	const { rows, approvals = [], autoWhitelists = [] } = effect;
	return Math.max(least, rows.length + approvals.length + autoWhitelists.length);
}

/** Most networks have one waiting triplet at a time: an order is made for the second. */
interface Share {
	waiting: number;
	only: string | undefined;
	singles: Ordered | undefined;
}

function tripletTable(): TripletTable {
	const rows = new Map<string, TripletRow>();
	const counts = { waiting: 0, watched: 0, passed: 0, approved: 0, expired: 0 };
	const singles = orderedKeys();
	const unpassed = mailFilter();
	const shares = new Map<string, Share>();

	function count(row: TripletRow, by: 1 | -1): void {
		counts[row.state === "waiting" && row.shadow ? "watched" : row.state] += by;
		if (!row.shadow && (row.state === "waiting" || row.state === "approved"))
			by === 1 ? unpassed.add(row) : unpassed.remove(row);
		if (row.state !== "waiting") return;
		const single = row.attempts === 1;
		if (single) by === 1 ? singles.add(row.id) : singles.delete(row.id);
		for (const network of shareNetworks(row.client)) {
			const share = shares.get(network) ?? { waiting: 0, only: undefined, singles: undefined };
			share.waiting += by;
			if (single) by === 1 ? addSingle(share, row.id) : deleteSingle(share, row.id);
			if (share.waiting === 0) shares.delete(network);
			else shares.set(network, share);
		}
	}

	return {
		get size() {
			return rows.size;
		},
		get: (id) => rows.get(id),
		set(id, row) {
			const before = rows.get(id);
			if (before !== undefined) {
				count(before, -1);
				// A life that began anew is young again.
				if (before.firstSeenAt !== row.firstSeenAt) rows.delete(id);
			}
			rows.set(id, row);
			count(row, 1);
		},
		delete(id) {
			const before = rows.get(id);
			if (before === undefined) return;
			count(before, -1);
			rows.delete(id);
		},
		values: () => rows.values(),
		count: (state) => counts[state],
		mayWait: unpassed.mayHold,
		waitingIn: (network) => shares.get(network)?.waiting ?? 0,
		oldestSingle: (network) => (network === null ? singles.first() : oldestOf(shares.get(network))),
	};
}

function addSingle(share: Share, id: string): void {
	if (share.singles === undefined && (share.only === undefined || share.only === id)) {
		share.only = id;
		return;
	}
	share.singles ??= orderedKeys();
	if (share.only !== undefined) share.singles.add(share.only);
	share.only = undefined;
	share.singles.add(id);
}

function deleteSingle(share: Share, id: string): void {
	if (share.only === id) share.only = undefined;
	share.singles?.delete(id);
}

function oldestOf(share: Share | undefined): string | undefined {
	return share?.singles?.first() ?? share?.only;
}
