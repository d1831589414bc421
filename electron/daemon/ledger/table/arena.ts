/**
 * Text of rows, outside the heap: blocks of whole units in large pages, and for each size a list of those that are
 * free, linked through the blocks themselves. Mail of one site has much the same sizes all day, so free blocks find
 * new owners and nothing need be moved.
 */

const UNIT = 16;
const PAGE = 1 << 20;
const UNITS = PAGE / UNIT;

export class Arena {
	readonly #pages: Buffer[] = [];
	/** By units: the first free block of that size; 0: none. */
	readonly #free = new Uint32Array(UNITS + 1);
	/** Unit 0 is nobody's. */
	#top = 1;

	/** A block for so many bytes, one page at most. */
	take(bytes: number): number {
		const units = unitsOf(bytes);
		if (units > UNITS) throw new RangeError(`a row of ${bytes} bytes is too long to be remembered`);
		const free = this.#free[units] ?? 0;
		if (free !== 0) {
			this.#free[units] = this.page(free).readUInt32LE(this.at(free));
			return free;
		}
		// No block lies across two pages; what is left of this one is given to those who need less.
		const left = UNITS - (this.#top % UNITS);
		if (left < units) {
			this.#release(this.#top, left);
			this.#top += left;
		}
		const address = this.#top;
		this.#top += units;
		while (this.#pages.length * UNITS < this.#top) this.#pages.push(Buffer.alloc(PAGE));
		return address;
	}

	give(address: number, bytes: number): void {
		this.#release(address, unitsOf(bytes));
	}

	/** Whether a block for the one number of bytes holds the other too, without waste. */
	fits(one: number, other: number): boolean {
		return unitsOf(one) === unitsOf(other);
	}

	/** The page that holds a block, and where in it that begins. */
	page(address: number): Buffer {
		const page = this.#pages[Math.floor(address / UNITS)];
		if (page === undefined) throw new RangeError(`no block begins at ${address}`);
		return page;
	}

	at(address: number): number {
		return (address % UNITS) * UNIT;
	}

	/** What stood there is gone with it: a row that was erased must not lie in memory for as long as nobody needs the room. */
	#release(address: number, units: number): void {
		const at = this.at(address);
		this.page(address).fill(0, at, at + units * UNIT);
		this.page(address).writeUInt32LE(this.#free[units] ?? 0, this.at(address));
		this.#free[units] = address;
	}
}

function unitsOf(bytes: number): number {
	return Math.max(1, Math.ceil(bytes / UNIT));
}
