/**
 * The state of a greylist, as decide and fold see it: a few stores by key. Nothing here knows where rows live;
 * a Map, a table of fixed records or a shared database can stand behind each.
 */

import type { ActionRecord } from "./action.ts";
import type { Policy } from "./policy.ts";
import type { Approval, AutoWhitelistRow, Correspondent, GapSpan, MailPass, TripletRow, TripletState } from "./rows.ts";
import type { WhitelistUse } from "./whitelist-entry.ts";

export interface RowStore<Row> {
	readonly size: number;
	get(key: string): Row | undefined;
	set(key: string, row: Row): void;
	delete(key: string): void;
	/** Survives changes made while it is walked, as a Map's iterator does. */
	values(): Iterable<Row>;
}

export interface TripletTable extends RowStore<TripletRow> {
	/** `waiting` without those that nobody was asked to wait in; `watched`: these. */
	count(state: TripletState | "watched"): number;
	/** Waiting triplets of a network (`192.0.2.0/24`, `2001:db8::/48`), for the share bound. */
	waitingIn(network: string): number;
	/** False: surely no triplet of this mail waits, by whatever client. */
	mayWait(mail: Pick<TripletRow, "senderKey" | "recipient">): boolean;
	/** The oldest waiting triplet with a single attempt, anywhere or in a network; these alone may be forgotten early. */
	oldestSingle(network: string | null): string | undefined;
}

export interface GreylistState {
	readonly triplets: TripletTable;
	readonly approvals: RowStore<Approval>;
	readonly autoWhitelists: RowStore<AutoWhitelistRow>;
	/** By id of the entry; those that were used. */
	readonly whitelistUses: RowStore<WhitelistUse>;
	/** When something may have come that is written nowhere. */
	readonly gaps: RowStore<GapSpan>;
	/** Of mail that waits by one client: when it passed by another that has no triplet of it. */
	readonly passes: RowStore<MailPass>;
	/** Whom we wrote to. */
	readonly correspondents: RowStore<Correspondent>;
	/** Newest last; bounded: older actions keep their line in the audit log but can no longer be undone. */
	readonly actions: RowStore<ActionRecord>;
	policy: Policy;
}
