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

export function createLag(): Lag {
	/** Each: some event up to `seq` came at `at`, none of them before. */
	let marks: { readonly seq: number; readonly at: number }[] = [];
	let head = 0;
	let position = 0;

	return {
		grown(seq, at) {
			if (seq <= head) return;
			head = seq;
			if (seq <= position) return;
			marks.push({ seq, at });
			// Every other mark gives way to the one before it: coarser, never too little behind.
			if (marks.length > MOST_MARKS)
				marks = marks.flatMap((mark, index) => {
					if (index % 2 === 0) return [];
					return [{ seq: mark.seq, at: marks[index - 1]?.at ?? mark.at }];
				});
		},
		read(seq) {
			position = seq;
			head = Math.max(head, seq);
			const first = marks.findIndex((mark) => mark.seq > seq);
			marks = first < 0 ? [] : marks.slice(first);
		},
		behind(at) {
			const oldest = marks[0];
			return oldest === undefined ? 0 : Math.max(0, at - oldest.at) / 1000;
		},
		head: () => head,
	};
}
