/**
 * Fixed records in pages of typed arrays: nothing for the garbage collector to walk, and growth never copies what is
 * there. Records are named by slots; slot 0 is nobody, so that 0 can mean "none" wherever a record names another.
 */

const SHIFT = 12;
const PAGE = 1 << SHIFT;
const WITHIN = PAGE - 1;

/** Numbers of 32 bits without a sign, `width` in each record. */
export class Words {
	readonly #pages: Uint32Array[] = [];
	readonly #width: number;

	constructor(width: number) {
		this.#width = width;
	}

	/** Makes sure that the slot is there; what is new is zero. */
	reserve(slot: number): void {
		while (this.#pages.length <= slot >>> SHIFT) this.#pages.push(new Uint32Array(PAGE * this.#width));
	}

	get(slot: number, field: number): number {
		return this.#pages[slot >>> SHIFT]?.[(slot & WITHIN) * this.#width + field] ?? 0;
	}

	set(slot: number, field: number, value: number): void {
		const page = this.#pages[slot >>> SHIFT];
		if (page !== undefined) page[(slot & WITHIN) * this.#width + field] = value;
	}
}

/** Doubles: instants in epoch milliseconds, NaN where there is none. */
export class Instants {
	readonly #pages: Float64Array[] = [];
	readonly #width: number;

	constructor(width: number) {
		this.#width = width;
	}

	reserve(slot: number): void {
		while (this.#pages.length <= slot >>> SHIFT) this.#pages.push(new Float64Array(PAGE * this.#width));
	}

	get(slot: number, field: number): number {
		return this.#pages[slot >>> SHIFT]?.[(slot & WITHIN) * this.#width + field] ?? Number.NaN;
	}

	set(slot: number, field: number, value: number): void {
		const page = this.#pages[slot >>> SHIFT];
		if (page !== undefined) page[(slot & WITHIN) * this.#width + field] = value;
	}
}

/** Gives out slots, the last one freed first; `field` links the free ones. */
export class Slots {
	#top = 0;
	#free = 0;
	readonly #words: Words;
	readonly #field: number;

	constructor(words: Words, field: number) {
		this.#words = words;
		this.#field = field;
	}

	take(): number {
		if (this.#free === 0) {
			this.#top += 1;
			this.#words.reserve(this.#top);
			return this.#top;
		}
		const slot = this.#free;
		this.#free = this.#words.get(slot, this.#field);
		return slot;
	}

	give(slot: number): void {
		this.#words.set(slot, this.#field, this.#free);
		this.#free = slot;
	}
}
