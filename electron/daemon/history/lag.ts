/** How far a reader is behind: when the first event that it has not read came. Bounded whatever the lag. */

export interface Lag {
	/** The journal has grown to `seq` at `at` (milliseconds of a clock that never steps). */
	grown(seq: number, at: number): void;
	read(seq: number): void;
	/** Seconds; 0: nothing is waiting. */
	behind(at: number): number;
	head(): number;
}

const MOST_MARKS = 512;
const FIRST_SPACING_MS = 50;

interface Mark {
	seq: number;
	readonly at: number;
}

export function createLag(): Lag {
	/** Each: events up to `seq`, and after the mark before, came at `at` or at most `spacing` later. */
	let marks: Mark[] = [];
	let spacing = FIRST_SPACING_MS;
	let head = 0;
	let position = 0;

	function mark(list: Mark[], seq: number, at: number): void {
		const last = list.at(-1);
		if (last !== undefined && at - last.at < spacing) last.seq = seq;
		else list.push({ seq, at });
	}

	function thin(): void {
		while (marks.length > MOST_MARKS) {
			spacing *= 2;
			const fewer: Mark[] = [];
			for (const one of marks) mark(fewer, one.seq, one.at);
			marks = fewer;
		}
	}

	return {
		grown(seq, at) {
			if (seq <= head) return;
			head = seq;
			if (seq <= position) return;
			mark(marks, seq, at);
			thin();
		},
		read(seq) {
			position = seq;
			head = Math.max(head, seq);
			const first = marks.findIndex((one) => one.seq > seq);
			marks = first < 0 ? [] : marks.slice(first);
			if (marks.length === 0) spacing = FIRST_SPACING_MS;
		},
		behind(at) {
			const oldest = marks[0];
			return oldest === undefined ? 0 : Math.max(0, at - oldest.at) / 1000;
		},
		head: () => head,
	};
}
