/**
 * Tells readers of events, in the order of their numbers and never before they are durable: what follows an operator
 * action that is not yet on the disk waits with it.
 */
import type { Log } from "../../../shared/base/log.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";

export type Reader = (event: PolicyEvent) => void;

export interface Publisher {
	/** An event that is written; published now, or when what holds it back is released. */
	written(event: PolicyEvent): void;
	/** From this number on everything waits. */
	hold(seq: number): void;
	/** What lies before `seq` goes out. */
	release(seq: number): void;
	/** How many events wait. */
	held(): number;
	subscribe(reader: Reader): () => void;
	/** Number of the last event that was published. */
	head(): number;
}

export function createPublisher(head: number, log: Log): Publisher {
	let readers: readonly Reader[] = [];
	let heldFrom = Number.POSITIVE_INFINITY;
	let waiting: PolicyEvent[] = [];
	let last = head;

	function deliver(event: PolicyEvent): void {
		last = event.seq;
		for (const reader of readers) {
			try {
				reader(event);
			} catch (error) {
				// One reader's bug must not keep the mail of others waiting.
				log.panic("a reader of the ledger failed", { seq: event.seq, error: String(error) });
			}
		}
	}

	return {
		written(event) {
			if (event.seq < heldFrom) deliver(event);
			else waiting.push(event);
		},
		hold(seq) {
			heldFrom = Math.min(heldFrom, seq);
		},
		release(seq) {
			heldFrom = seq;
			const queue = waiting;
			waiting = [];
			for (const event of queue) {
				if (event.seq >= seq) waiting.push(event);
				else deliver(event);
			}
		},
		held: () => waiting.length,
		subscribe(reader) {
			// A wrapper of its own: one function may read twice, and stop once.
			const entry: Reader = (event) => reader(event);
			readers = [...readers, entry];
			return () => {
				readers = readers.filter((other) => other !== entry);
			};
		},
		head: () => last,
	};
}
