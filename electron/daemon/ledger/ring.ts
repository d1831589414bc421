/**
 * The last lines written, for readers that resume: bytes, not objects, so that a decision leaves nothing behind for
 * the garbage collector to carry about. Bounded in lines and bytes; the oldest go first.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { decodeLine } from "./line.ts";

export interface Ring {
	/** The line of the journal that begins at `start`, in the order of the numbers. */
	push(seq: number, from: Buffer, start: number): void;
	/** Events above `seq` and up to `last`, oldest first, `most` at most; `null` where the ring does not reach back to them. */
	between(seq: number, last: number, most?: number): readonly PolicyEvent[] | null;
	/** Nothing up to `seq` is here any more, its bytes neither. */
	clear(seq: number): void;
}

const NEWLINE = 0x0a;

/** `before`: the number of the last event before the first that will be pushed. */
export function createRing(size: { readonly lines: number; readonly bytes: number }, before: number): Ring {
	const { lines } = size;
	const bytes = Buffer.allocUnsafe(size.bytes);
	const seqs = new Float64Array(lines);
	const starts = new Uint32Array(lines);
	const ends = new Uint32Array(lines);
	/** Slots `oldest` up to `oldest + count`, going round. */
	let oldest = 0;
	let count = 0;
	let writeAt = 0;
	/** Everything above this number is here. */
	let floor = before;

	const slot = (index: number) => (oldest + index) % lines;

	function forgetOldest(): void {
		floor = seqs[oldest] ?? floor;
		oldest = slot(1);
		count--;
	}

	/** Frees what lies in the way of `length` bytes and gives their place. */
	function makeRoom(length: number): number {
		if (writeAt + length > bytes.length) {
			// The rest of the buffer stays unused this time round: what still lies there is the oldest of all.
			while (count > 0 && (starts[oldest] ?? 0) >= writeAt) forgetOldest();
			writeAt = 0;
		}
		while (count > 0 && overlaps(starts[oldest] ?? 0, ends[oldest] ?? 0, length)) forgetOldest();
		if (count === lines) forgetOldest();
		return writeAt;
	}

	function overlaps(start: number, end: number, length: number): boolean {
		return start < writeAt + length && end > writeAt;
	}

	return {
		push(seq, from, start) {
			const end = from.indexOf(NEWLINE, start);
			const length = end - start;
			if (length > bytes.length) {
				count = 0;
				floor = seq;
				return;
			}
			const at = makeRoom(length);
			from.copy(bytes, at, start, end);
			const free = slot(count);
			seqs[free] = seq;
			starts[free] = at;
			ends[free] = at + length;
			writeAt = at + length;
			count++;
		},
		between(seq, last, most = Number.POSITIVE_INFINITY) {
			if (seq < floor) return null;
			const events: PolicyEvent[] = [];
			for (let index = firstAbove(seq); index < count && events.length < most; index++) {
				const place = slot(index);
				const number = seqs[place] ?? 0;
				if (number > last) break;
				const decoded = decodeLine(bytes, starts[place] ?? 0, ends[place] ?? 0);
				if (decoded.kind === "event") events.push(decoded.event);
			}
			return events;
		},
		clear(seq) {
			bytes.fill(0);
			count = 0;
			writeAt = 0;
			floor = seq;
		},
	};

	function firstAbove(seq: number): number {
		let low = 0;
		let high = count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((seqs[slot(middle)] ?? 0) <= seq) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
