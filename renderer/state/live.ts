/**
 * What a host has told us live: its last tick, and whole counts for each second since the stream opened.
 * A tick is cumulative and never lost, so the chart is exact without a single detail event.
 * After a cut (`reset`) the seconds are forgotten and everybody reads the history again.
 */
import type { Point } from "../../shared/protocol/shapes.ts";
import type { Tick } from "../../shared/protocol/stream.ts";
import { createStore, type Readable } from "./store.ts";

export interface Live {
	readonly tick: Readable<Tick | null>;
	/** Grows with each cut: part of the key of everything read from the history. */
	readonly generation: Readable<number>;
	/** Whole counts by the second's beginning. */
	readonly seconds: ReadonlyMap<number, Point>;
	/** The first second that we know whole from ticks alone; null before the first tick. */
	wholeFrom(): number | null;
	hear(tick: Tick): void;
	reset(): void;
}

/** An hour and a half at one a second: more than the history is ever behind, and bounded. */
const KEPT_SECONDS = 5_400;

export function createLive(): Live {
	const tick = createStore<Tick | null>(null);
	const generation = createStore(0);
	const seconds = new Map<number, Point>();
	let wholeFrom: number | null = null;
	return {
		tick,
		generation,
		seconds,
		wholeFrom: () => wholeFrom,
		hear(next) {
			wholeFrom ??= Math.floor(next.at / 1000) * 1000 + 1000;
			for (const point of next.seconds) seconds.set(point.at, point);
			trim(seconds, next.at - KEPT_SECONDS * 1000);
			const oldest = Math.floor(next.at / 1000 - KEPT_SECONDS) * 1000;
			if (wholeFrom < oldest) wholeFrom = oldest;
			tick.set(next);
		},
		reset() {
			seconds.clear();
			wholeFrom = null;
			generation.set(generation.get() + 1);
		},
	};
}

function trim(seconds: Map<number, Point>, before: number): void {
	if (seconds.size <= KEPT_SECONDS) return;
	for (const at of seconds.keys()) if (at < before) seconds.delete(at);
}
