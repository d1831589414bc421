/**
 * Finds records by a hash they carry: linear hashing (W. Litwin, 1980) with chains. It grows by one bucket at a time,
 * so that no insertion ever pays for all the others.
 */
import { Words } from "./records.ts";

const FIRST = 1024;

export class Buckets {
	readonly #heads = new Words(1);
	readonly #words: Words;
	readonly #hash: number;
	readonly #next: number;
	/** Buckets of this round, a power of two; those below `#split` are split already. */
	#round = FIRST;
	#split = 0;
	#count = 0;

	/** `hash` and `next`: the fields of a record that hold its hash, which must be spread evenly, and the chain. */
	constructor(words: Words, hash: number, next: number) {
		this.#words = words;
		this.#hash = hash;
		this.#next = next;
		this.#heads.reserve(FIRST * 2);
	}

	/** The first of the records that may have this hash; `after` gives the others. 0: none. */
	first(hash: number): number {
		return this.#heads.get(this.#bucketOf(hash), 0);
	}

	after(slot: number): number {
		return this.#words.get(slot, this.#next);
	}

	add(slot: number): void {
		this.#push(this.#bucketOf(this.#words.get(slot, this.#hash)), slot);
		this.#count += 1;
		if (this.#count > this.#round + this.#split) this.#splitOne();
	}

	remove(slot: number): void {
		const bucket = this.#bucketOf(this.#words.get(slot, this.#hash));
		const after = this.after(slot);
		this.#count -= 1;
		let at = this.#heads.get(bucket, 0);
		if (at === slot) {
			this.#heads.set(bucket, 0, after);
			return;
		}
		while (at !== 0 && this.after(at) !== slot) at = this.after(at);
		if (at !== 0) this.#words.set(at, this.#next, after);
	}

	#bucketOf(hash: number): number {
		const bucket = hash & (this.#round - 1);
		return bucket < this.#split ? hash & (this.#round * 2 - 1) : bucket;
	}

	#push(bucket: number, slot: number): void {
		this.#words.set(slot, this.#next, this.#heads.get(bucket, 0));
		this.#heads.set(bucket, 0, slot);
	}

	/** Half of the oldest bucket's records move to a new one. */
	#splitOne(): void {
		let slot = this.#heads.get(this.#split, 0);
		this.#heads.set(this.#split, 0, 0);
		this.#split += 1;
		this.#heads.reserve(this.#round + this.#split);
		while (slot !== 0) {
			const after = this.after(slot);
			this.#push(this.#bucketOf(this.#words.get(slot, this.#hash)), slot);
			slot = after;
		}
		if (this.#split < this.#round) return;
		this.#round *= 2;
		this.#split = 0;
	}
}
