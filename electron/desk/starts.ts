/** Starts of the app, the first one and those that reach it while it runs: what comes before there is a window waits. */
import { type FirstStart, handOver, type Receiver, readFirstStart, type Start } from "./start-words.ts";

export interface Starts {
	/** What the app itself was started with. */
	readonly first: FirstStart;
	take(start: Start): void;
	/** A mail's path or a link that the system hands over: it comes from no folder. */
	takeWord(word: string): void;
	/** There is a window now: what waits is handed over in order, and what comes is no longer kept. */
	receive(receiver: Receiver): void;
}

export function gatherStarts(start: Start): Starts {
	const first = readFirstStart(start.words, start.folder);
	// The link of the first start is where the window opens already.
	const waiting = first.file === null && first.problem === null ? [] : [start];
	let receiver: Receiver | null = null;
	const take = (next: Start) => {
		if (receiver === null) waiting.push(next);
		else void handOver(next, receiver);
	};
	return {
		first,
		take,
		takeWord: (word) => take({ words: [word], folder: "/" }),
		receive(by) {
			receiver = by;
			for (const next of waiting.splice(0)) take(next);
		},
	};
}
