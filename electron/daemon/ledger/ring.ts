/** The last events that were published, for readers that resume. Bounded; the oldest go first. */
import type { PolicyEvent } from "../../../shared/policy/event.ts";

export interface Ring {
	push(event: PolicyEvent): void;
	/** Events numbered above `seq`, oldest first; `null` where the ring does not reach back that far. */
	after(seq: number): readonly PolicyEvent[] | null;
}

/** `before`: the number of the last event before the first that will be pushed. */
export function createRing(capacity: number, before: number): Ring {
	const slots: PolicyEvent[] = [];
	let next = 0;
	/** Everything above this number is here. */
	let floor = before;
	return {
		push(event) {
			const old = slots[next];
			if (old !== undefined) floor = old.seq;
			slots[next] = event;
			next = next + 1 === capacity ? 0 : next + 1;
		},
		after(seq) {
			if (seq < floor) return null;
			const ordered = slots.length < capacity ? slots : slots.slice(next).concat(slots.slice(0, next));
			let low = 0;
			let high = ordered.length;
			while (low < high) {
				const middle = (low + high) >> 1;
				if ((ordered[middle]?.seq ?? 0) <= seq) low = middle + 1;
				else high = middle;
			}
			return ordered.slice(low);
		},
	};
}
