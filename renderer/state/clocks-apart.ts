/** Whether two hosts can stand in one chart: the same instant must mean the same moment at both. Pure. */
import { durationWords } from "../../shared/base/duration.ts";

export interface HostTime {
	readonly name: string;
	/** Epoch milliseconds there, both taken at the same moment of ours. */
	readonly now: number;
	/** 1: as everybody's clock. */
	readonly speed: number;
}

export interface Apart {
	/** One chart would show what never happened at the same time. */
	readonly never: boolean;
	readonly words: string;
}

/** Clocks that keep time by the network differ by less. */
const SAME_SECONDS = 3;

/** `seconds` is how long the chart is. Null: their clocks agree. */
export function clocksApart(one: HostTime, other: HostTime, seconds: number): Apart | null {
	if (one.speed !== other.speed) {
		const [fast, slow] = one.speed > other.speed ? [one, other] : [other, one];
		const times = Math.round((fast.speed / slow.speed) * 10) / 10;
		const words = `The clock of ${fast.name} runs ${times} times as fast as that of ${slow.name}: a minute of one is no minute of the other, and one chart cannot hold both.`;
		return { never: true, words };
	}
	const apart = Math.abs(one.now - other.now) / 1000;
	if (apart <= SAME_SECONDS * one.speed) return null;
	const [ahead, behind] = one.now > other.now ? [one, other] : [other, one];
	const far = `The clock of ${ahead.name} is ${durationWords(apart)} ahead of that of ${behind.name}`;
	if (apart > seconds / 2) return { never: true, words: `${far}: too far for one chart. Set the clock that is wrong.` };
	return { never: false, words: `${far}; each is drawn by its own clock.` };
}
