/**
 * The table of triplets (shared/policy/state.ts): fixed records, with the counts and orders that its bounds ask for kept
 * up at each change. Deterministic: the same changes in the same order give the same table.
 */
import { type Address, parseAddress } from "../../../../shared/base/networks.ts";
import { type MailFilter, mailFilter } from "../../../../shared/policy/mail-passes.ts";
import type { TripletRow, TripletState } from "../../../../shared/policy/rows.ts";
import type { TripletTable } from "../../../../shared/policy/state.ts";
import { word } from "./fields.ts";
import { flag, STATE, stateIn, WAITING } from "./flags.ts";
import { Order } from "./order.ts";
import { RowStore } from "./row-store.ts";
import { type ShareLinks, Shares } from "./shares.ts";

const narrowLinks = { older: word.narrowOlder, younger: word.narrowYounger } as const;
const wideLinks = { older: word.wideOlder, younger: word.wideYounger } as const;

/** A table whose rows go to a snapshot and come from it as they lie in memory. */
export interface PackedTable extends TripletTable {
	/** All rows in their order, packed one behind another, about a megabyte at a time; the same buffer each time. */
	pack(): Generator<Packed, void, undefined>;
	/** Adds rows that were packed. They must be new here. */
	unpack(packed: Packed): void;
}

export interface Packed {
	readonly rows: number;
	readonly bytes: Buffer;
}

const CHUNK = 1 << 20;

interface Leaving {
	readonly share: number;
	readonly links: ShareLinks;
	readonly single: boolean;
}

/** `seed`: any number nobody outside can guess. An id is of one mail: rows under it share sender key and recipient. */
export function createTripletTable(seed: number): PackedTable {
	const rows = new RowStore();
	const order = new Order(rows.words);
	const shares = new Shares(rows.words, seed);
	const unpassed: MailFilter = mailFilter();
	const counts = { waiting: 0, watched: 0, passed: 0, approved: 0, expired: 0 };
	/** None older than this one may be forgotten early; 0: none at all may. */
	let hand = 0;

	function isSingle(slot: number): boolean {
		return (rows.flags(slot) & STATE) === WAITING && rows.attempts(slot) === 1;
	}

	function tally(flags: number, by: 1 | -1): void {
		const state = stateIn(flags);
		counts[state === "waiting" && (flags & flag.shadow) !== 0 ? "watched" : state] += by;
	}

	/** After it is written; `row` holds the same values. */
	function enter(slot: number, row: TripletRow): void {
		const flags = rows.flags(slot);
		tally(flags, 1);
		if (mayWait(flags)) unpassed.add(row);
		if ((flags & STATE) !== WAITING) return;
		const address = parseAddress(row.client);
		if (address !== null) share(slot, address);
		if (isSingle(slot)) link(slot);
	}

	/** A row is made only where something of it is asked: most have passed. */
	function enterPacked(slot: number): void {
		const flags = rows.flags(slot);
		if (mayWait(flags) || (flags & STATE) === WAITING) enter(slot, rows.row(slot));
		else tally(flags, 1);
	}

	function share(slot: number, address: Address): void {
		const narrow = shares.narrow(address);
		const wide = shares.wide(address);
		rows.words.set(slot, word.narrow, narrow);
		rows.words.set(slot, word.wide, wide);
		shares.count(narrow, 1);
		if (wide !== 0) shares.count(wide, 1);
	}

	function link(slot: number): void {
		const narrow = rows.words.get(slot, word.narrow);
		const wide = rows.words.get(slot, word.wide);
		if (narrow !== 0) shares.link(narrow, slot, narrowLinks);
		if (wide !== 0) shares.link(wide, slot, wideLinks);
	}

	/** Before it changes or goes; `row`: of the same id, which fixes what mail it is about. */
	function leave(slot: number, row: TripletRow): void {
		const flags = rows.flags(slot);
		tally(flags, -1);
		if (mayWait(flags)) unpassed.remove(row);
		const single = isSingle(slot);
		leaveShare(slot, { share: rows.words.get(slot, word.narrow), links: narrowLinks, single });
		leaveShare(slot, { share: rows.words.get(slot, word.wide), links: wideLinks, single });
		rows.words.set(slot, word.narrow, 0);
		rows.words.set(slot, word.wide, 0);
	}

	function leaveShare(slot: number, { share, links, single }: Leaving): void {
		if (share === 0) return;
		if (single) shares.unlink(share, slot, links);
		shares.count(share, -1);
	}

	function forget(slot: number): void {
		if (hand === slot) hand = order.younger(slot);
		order.remove(slot);
	}

	function oldest(): number {
		while (hand !== 0 && !isSingle(hand)) hand = order.younger(hand);
		return hand;
	}

	function nameOf(slot: number): string | undefined {
		return slot === 0 ? undefined : rows.id(slot);
	}

	return {
		get size() {
			return rows.size;
		},
		get(id) {
			const slot = rows.find(id);
			return slot === 0 ? undefined : rows.row(slot);
		},
		set(id, row) {
			const known = rows.find(id);
			const slot = known === 0 ? rows.add(row) : known;
			if (known === 0) order.append(slot);
			const wasSingle = known !== 0 && isSingle(slot);
			// A life that began anew is young again.
			const isYoung = known === 0 || rows.firstSeenAt(slot) !== row.firstSeenAt;
			if (known !== 0) {
				leave(slot, row);
				if (isYoung) {
					forget(slot);
					order.append(slot);
				}
				rows.change(slot, row);
			}
			enter(slot, row);
			if (!isSingle(slot)) return;
			if (isYoung) {
				if (hand === 0) hand = slot;
			} else if (!wasSingle) hand = order.oldest();
		},
		delete(id) {
			const slot = rows.find(id);
			if (slot === 0) return;
			leave(slot, rows.row(slot));
			forget(slot);
			rows.remove(slot);
		},
		*values() {
			for (const slot of order.slots()) yield rows.row(slot);
		},
		*pack() {
			let buffer = Buffer.allocUnsafe(CHUNK);
			let end = 0;
			let packed = 0;
			for (const slot of order.slots()) {
				const bytes = rows.packedBytes(slot);
				if (end + bytes > buffer.length && packed > 0) {
					yield { rows: packed, bytes: buffer.subarray(0, end) };
					end = 0;
					packed = 0;
				}
				if (bytes > buffer.length) buffer = Buffer.allocUnsafe(bytes);
				end = rows.pack(slot, buffer, end);
				packed += 1;
			}
			if (packed > 0) yield { rows: packed, bytes: buffer.subarray(0, end) };
		},
		unpack(packed) {
			let start = 0;
			for (let left = packed.rows; left > 0; left -= 1) {
				const slot = rows.adopt(packed.bytes, start);
				start += rows.packedBytes(slot);
				order.append(slot);
				enterPacked(slot);
				if (hand === 0 && isSingle(slot)) hand = slot;
			}
		},
		count: (state: TripletState | "watched") => counts[state],
		mayWait: unpassed.mayHold,
		waitingIn: (network) => shares.waiting(shares.find(network)),
		oldestSingle: (network) => nameOf(network === null ? oldest() : shares.oldest(shares.find(network))),
	};
}

/** It may still come: nobody has seen it pass. */
function mayWait(flags: number): boolean {
	const state = stateIn(flags);
	return (flags & flag.shadow) === 0 && (state === "waiting" || state === "approved");
}
