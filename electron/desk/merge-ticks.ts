/** Ticks are whole and cumulative: a later one replaces an earlier one, but for the seconds, which add up. */
import { type Tick, tickShape } from "../../shared/protocol/stream.ts";

/** The chart keeps two hours by the second. */
const MOST_SECONDS = 7200;

/** What a reader must get that saw neither. */
export function mergeTicks(earlier: Tick | null, later: Tick): Tick {
	if (earlier === null) return later;
	const seconds = new Map([...earlier.seconds, ...later.seconds].map((point) => [point.at, point]));
	const inOrder = [...seconds.values()].sort((a, b) => a.at - b.at);
	return { ...later, seconds: inOrder.slice(-MOST_SECONDS) };
}

export function asTick(frame: unknown): Tick | null {
	const read = tickShape.safeParse(frame);
	return read.success ? read.data : null;
}
