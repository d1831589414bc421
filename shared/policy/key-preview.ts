/**
 * What other key settings would make of the triplets that are remembered: which senders become one, and which that are
 * one now become several; the same for clients. Pure, and fed row by row, so that a large table is walked in parts.
 * A triplet remembers the address it saw last: those that are one already for one recipient are seen as that one.
 * Bounded: a group names five of its members and counts no more than a thousand; the largest groups are told.
 */
import { clientKeyOf } from "./client-key.ts";
import type { TripletRow } from "./rows.ts";
import { senderKeyOf } from "./sender-key.ts";
import type { KeySettings } from "./settings.ts";

const MOST_GROUPS = 50;
const MOST_NAMED = 5;
const MOST_COUNTED = 1_000;

export interface KeyGroup {
	/** The key by the changed settings where several become one; by those in force where one becomes several. */
	readonly key: string;
	/** Different keys that it joins, or that it falls into; a thousand at most. */
	readonly count: number;
	/** Five of the addresses (senders), or addresses with their names (clients). */
	readonly members: readonly string[];
	readonly triplets: number;
}

export interface KeyChanges {
	readonly before: number;
	readonly after: number;
	readonly joined: readonly KeyGroup[];
	readonly parted: readonly KeyGroup[];
	/** Groups that are not told. */
	readonly more: number;
}

export interface KeyPreview {
	add(row: Pick<TripletRow, "client" | "clientName" | "sender">): void;
	told(): { readonly senders: KeyChanges; readonly clients: KeyChanges };
}

export function keyPreview(before: KeySettings, after: KeySettings): KeyPreview {
	const senders = keyChanges();
	const clients = keyChanges();
	return {
		add(row) {
			const sender = row.sender === "" ? "<>" : row.sender;
			senders.add(sender, senderKeyOf(row.sender, before.senderRules), senderKeyOf(row.sender, after.senderRules));
			const client = row.clientName === null ? row.client : `${row.clientName}[${row.client}]`;
			clients.add(client, clientKeyOf(row, before), clientKeyOf(row, after));
		},
		told: () => ({ senders: senders.told(), clients: clients.told() }),
	};
}

interface Gathered {
	readonly members: Set<string>;
	/** Keys of the other settings. */
	readonly others: Set<string>;
	triplets: number;
}

function keyChanges() {
	const byOld = new Map<string, Gathered>();
	const byNew = new Map<string, Gathered>();
	return {
		add(member: string, before: string, after: string): void {
			gather(byOld, { key: before, other: after, member });
			gather(byNew, { key: after, other: before, member });
		},
		told(): KeyChanges {
			const joined = several(byNew);
			const parted = several(byOld);
			const more = Math.max(0, joined.length - MOST_GROUPS) + Math.max(0, parted.length - MOST_GROUPS);
			return {
				before: byOld.size,
				after: byNew.size,
				joined: joined.slice(0, MOST_GROUPS),
				parted: parted.slice(0, MOST_GROUPS),
				more,
			};
		},
	};
}

function gather(groups: Map<string, Gathered>, of: { key: string; other: string; member: string }): void {
	let group = groups.get(of.key);
	if (group === undefined) {
		group = { members: new Set(), others: new Set(), triplets: 0 };
		groups.set(of.key, group);
	}
	group.triplets += 1;
	// One of each key first: those show what becomes of it.
	if (group.members.size < MOST_NAMED && !group.others.has(of.other)) group.members.add(of.member);
	if (group.others.size < MOST_COUNTED) group.others.add(of.other);
}

/** The largest first. */
function several(groups: ReadonlyMap<string, Gathered>): readonly KeyGroup[] {
	return [...groups]
		.filter(([, { others }]) => others.size > 1)
		.map(([key, { members, others, triplets }]) => ({ key, count: others.size, members: [...members], triplets }))
		.sort((one, other) => other.count - one.count || other.triplets - one.triplets);
}
