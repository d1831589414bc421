/**
 * Triplets in the order in which they began. Whoever walks it sees each that is there when its turn comes, whatever is
 * added or taken out meanwhile.
 */
import { word } from "./fields.ts";
import type { Words } from "./records.ts";

interface Walk {
	next: number;
}

export class Order {
	readonly #words: Words;
	readonly #walks = new Set<Walk>();
	#oldest = 0;
	#youngest = 0;

	constructor(words: Words) {
		this.#words = words;
	}

	oldest(): number {
		return this.#oldest;
	}

	younger(slot: number): number {
		return this.#words.get(slot, word.younger);
	}

	append(slot: number): void {
		this.#words.set(slot, word.older, this.#youngest);
		this.#words.set(slot, word.younger, 0);
		if (this.#youngest === 0) this.#oldest = slot;
		else this.#words.set(this.#youngest, word.younger, slot);
		this.#youngest = slot;
		// Who stood at the end goes on with what comes now.
		for (const walk of this.#walks) if (walk.next === 0) walk.next = slot;
	}

	remove(slot: number): void {
		const older = this.#words.get(slot, word.older);
		const younger = this.#words.get(slot, word.younger);
		if (older === 0) this.#oldest = younger;
		else this.#words.set(older, word.younger, younger);
		if (younger === 0) this.#youngest = older;
		else this.#words.set(younger, word.older, older);
		for (const walk of this.#walks) if (walk.next === slot) walk.next = younger;
	}

	*slots(): Generator<number, void, undefined> {
		const walk: Walk = { next: this.#oldest };
		this.#walks.add(walk);
		try {
			while (walk.next !== 0) {
				const slot = walk.next;
				walk.next = this.younger(slot);
				yield slot;
			}
		} finally {
			this.#walks.delete(walk);
		}
	}
}
