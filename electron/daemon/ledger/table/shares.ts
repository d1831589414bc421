/**
 * How many triplets of each network wait, and which of them may be forgotten early, the oldest first. A network is
 * known by its own bits, so that no two are ever taken for one; where its record lies follows from a hash with a seed of
 * this process, so that nobody can choose networks that lie together.
 */
import { type Address, parseAddress } from "../../../../shared/base/networks.ts";
import { Buckets } from "./buckets.ts";
import { Slots, Words } from "./records.ts";

const field = { hash: 0, chain: 1, kind: 2, high: 3, low: 4, waiting: 5, oldest: 6, youngest: 7 } as const;
const WIDTH = 8;

/** `v4`: a /24; the others of IPv6. */
const kinds = { v4: 1, narrow: 2, wide: 3 } as const;

/** Fields of a triplet's record that link those of one share. */
export interface ShareLinks {
	readonly older: number;
	readonly younger: number;
}

export class Shares {
	readonly #words = new Words(WIDTH);
	readonly #slots = new Slots(this.#words, field.chain);
	readonly #buckets = new Buckets(this.#words, field.hash, field.chain);
	readonly #seed: number;
	/** The records of the triplets. */
	readonly #rows: Words;

	constructor(rows: Words, seed: number) {
		this.#rows = rows;
		this.#seed = seed | 1;
	}

	/** The share of the address's narrow network, made where there is none. */
	narrow(address: Address): number {
		const { groups } = address;
		if (groups === null) return this.#made(kinds.v4, 0, address.v4 >>> 8);
		return this.#made(kinds.narrow, pair(groups, 0), pair(groups, 2));
	}

	/** Of its wide one; 0 for IPv4, which has none. */
	wide({ groups }: Address): number {
		return groups === null ? 0 : this.#made(kinds.wide, pair(groups, 0), groups[2] ?? 0);
	}

	/** By its text, `192.0.2.0/24`, `2001:db8::/64` or `/48`; 0: nothing of it waits. */
	find(network: string): number {
		const slash = network.indexOf("/");
		const address = parseAddress(network.slice(0, slash));
		if (address === null) return 0;
		const { groups } = address;
		if (groups === null) return this.#found(kinds.v4, 0, address.v4 >>> 8);
		if (network.endsWith("/48")) return this.#found(kinds.wide, pair(groups, 0), groups[2] ?? 0);
		return this.#found(kinds.narrow, pair(groups, 0), pair(groups, 2));
	}

	waiting(share: number): number {
		return share === 0 ? 0 : this.#words.get(share, field.waiting);
	}

	/** One more, or one less, of it waits; where none is left its record is free. */
	count(share: number, by: 1 | -1): void {
		const waiting = this.#words.get(share, field.waiting) + by;
		this.#words.set(share, field.waiting, waiting);
		if (waiting > 0) return;
		this.#buckets.remove(share);
		this.#slots.give(share);
	}

	oldest(share: number): number {
		return share === 0 ? 0 : this.#words.get(share, field.oldest);
	}

	/** A row of it that may be forgotten early. */
	link(share: number, row: number, { older, younger }: ShareLinks): void {
		const youngest = this.#words.get(share, field.youngest);
		this.#rows.set(row, older, youngest);
		this.#rows.set(row, younger, 0);
		if (youngest === 0) this.#words.set(share, field.oldest, row);
		else this.#rows.set(youngest, younger, row);
		this.#words.set(share, field.youngest, row);
	}

	unlink(share: number, row: number, { older, younger }: ShareLinks): void {
		const before = this.#rows.get(row, older);
		const after = this.#rows.get(row, younger);
		if (before === 0) this.#words.set(share, field.oldest, after);
		else this.#rows.set(before, younger, after);
		if (after === 0) this.#words.set(share, field.youngest, before);
		else this.#rows.set(after, older, before);
	}

	#found(kind: number, high: number, low: number): number {
		const words = this.#words;
		let slot = this.#buckets.first(this.#hashed(kind, high, low));
		while (slot !== 0) {
			const same = words.get(slot, field.low) === low && words.get(slot, field.high) === high;
			if (same && words.get(slot, field.kind) === kind) return slot;
			slot = this.#buckets.after(slot);
		}
		return 0;
	}

	#made(kind: number, high: number, low: number): number {
		const found = this.#found(kind, high, low);
		if (found !== 0) return found;
		const slot = this.#slots.take();
		const words = this.#words;
		words.set(slot, field.hash, this.#hashed(kind, high, low));
		words.set(slot, field.kind, kind);
		words.set(slot, field.high, high);
		words.set(slot, field.low, low);
		words.set(slot, field.waiting, 0);
		words.set(slot, field.oldest, 0);
		words.set(slot, field.youngest, 0);
		this.#buckets.add(slot);
		return slot;
	}

	/** Rounds of multiply and shift, as in MurmurHash3's end (A. Appleby, public domain). */
	#hashed(kind: number, high: number, low: number): number {
		let hash = Math.imul(low ^ this.#seed, 0x85ebca6b);
		hash = Math.imul(hash ^ (hash >>> 13) ^ high, 0xc2b2ae35);
		hash = Math.imul(hash ^ (hash >>> 16) ^ kind, 0x85ebca6b);
		return (hash ^ (hash >>> 15)) >>> 0;
	}
}

function pair(groups: readonly number[], at: number): number {
	return (((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0)) >>> 0;
}
