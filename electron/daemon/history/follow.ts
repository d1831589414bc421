/**
 * Follows the journal: both logs by position, merged into one order by number. Reads whole lines only, and only what
 * is certain: up to the number that the ledger has told (`allow`), for what it writes may be taken back until then.
 * At the beginning nobody has told anything, and what lies there already is certain as long as no number is missing.
 * Lines it cannot read are stepped over and counted; lines of a newer version or kind are stepped over silently.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { type Mark, markOf } from "../ledger/journal-files.ts";
import { type LogReader, openLogReader } from "./log-reader.ts";

export interface Marks {
	readonly seq: number;
	readonly audit: Mark | null;
	readonly traffic: Mark | null;
}

export interface Followed {
	readonly event: PolicyEvent;
	/** Where its line lies: the first number of its traffic segment, -1 for the audit log. */
	readonly file: number;
	readonly offset: number;
	readonly length: number;
}

export interface Follower {
	/** Everything up to `seq` is in the files, and stays. */
	allow(seq: number): void;
	/** Begins a round: what was seen as the end of a file may have grown. */
	begin(): void;
	/** The next event; `null` where nothing more is certain in this round. */
	next(): Followed | null;
	/** The last number it has passed. */
	seq(): number;
	damaged(): number;
	marks(): Marks;
	close(): void;
}

export function openFollower(folder: string, from: Marks): Follower {
	const audit = openLogReader(folder, "audit", from.audit);
	const traffic = openLogReader(folder, "traffic", from.traffic);
	let last = from.seq;
	let allowed = 0;
	let limit = 0;
	let first = true;

	/** The reader whose line is next. A number may be missing only where both logs show that it will not come. */
	function nextReader(): LogReader | null {
		for (;;) {
			const one = audit.peek();
			const two = traffic.peek();
			const reader = one === null ? traffic : two === null || one.seq < two.seq ? audit : traffic;
			const seq = reader.peek()?.seq;
			if (seq === undefined) return null;
			if (seq <= last) {
				reader.take();
				continue;
			}
			const certain = seq <= limit || (first && (seq === last + 1 || (one !== null && two !== null)));
			return certain ? reader : null;
		}
	}

	return {
		allow(seq) {
			if (seq > allowed) allowed = seq;
		},
		begin() {
			limit = allowed;
			audit.refresh();
			traffic.refresh();
		},
		next() {
			for (;;) {
				const reader = nextReader();
				if (reader === null) {
					if (!first) return null;
					first = false;
					audit.unbind();
					traffic.unbind();
					if (limit <= last) return null;
					audit.refresh();
					traffic.refresh();
					continue;
				}
				const line = reader.take();
				last = line.seq;
				if (line.event !== null) return { ...line, event: line.event };
			}
		},
		seq: () => last,
		damaged: () => audit.damaged() + traffic.damaged(),
		marks() {
			const [one, two] = [audit.end(), traffic.end()];
			return {
				seq: last,
				audit: one === null ? null : markOf(folder, one),
				traffic: two === null ? null : markOf(folder, two),
			};
		},
		close() {
			audit.close();
			traffic.close();
		},
	};
}
