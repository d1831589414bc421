/**
 * One series out of two: points read from the history (`base`) and live seconds, without a seam.
 * A bucket that lies wholly in known live seconds is their sum; the one in which the stream began is the history's
 * count so far plus the seconds after it. What nobody knows stays null: unknown is drawn as a gap, never as zero.
 */
import { type CounterName, counterNames } from "../../shared/policy/counters.ts";
import type { Point } from "../../shared/protocol/shapes.ts";

export interface SeriesParts {
	/** Both multiples of `step`, epoch milliseconds. */
	readonly from: number;
	readonly to: number;
	readonly stepSeconds: number;
	readonly base: { readonly to: number; readonly points: readonly Point[] } | null;
	readonly seconds: ReadonlyMap<number, Point>;
	/** First second known whole from ticks; null where none. */
	readonly wholeFrom: number | null;
	/** Up to here the silence of the stream means "nothing came"; later it means nothing. */
	readonly knownUntil: number;
}

type Counts = Record<CounterName, number | null>;
const none = Object.fromEntries(counterNames.map((name) => [name, null])) as Counts;
const zero = Object.fromEntries(counterNames.map((name) => [name, 0])) as Counts;

export function seriesOf(parts: SeriesParts): Point[] {
	const step = parts.stepSeconds * 1000;
	const known = new Map((parts.base?.points ?? []).map((point) => [point.at, point]));
	const points: Point[] = [];
	for (let at = parts.from; at < parts.to; at += step) points.push(bucket(parts, at, known.get(at)));
	return points;
}

function bucket(parts: SeriesParts, at: number, known: Point | undefined): Point {
	const end = at + parts.stepSeconds * 1000;
	if (at >= parts.knownUntil) return { at, gap: false, ...none };
	if (parts.wholeFrom !== null && at >= parts.wholeFrom) return summed(parts, zero, { at, from: at, end });
	if (parts.base === null) return { at, gap: false, ...none };
	if (known?.gap === true) return known;
	if (end <= parts.base.to) return known ?? { at, gap: false, ...none };
	// Read before the ticks began, and neither tells this bucket.
	if (at >= parts.base.to) return { at, gap: false, ...none };
	return summed(parts, known ?? zero, { at, from: parts.base.to, end });
}

function summed(parts: SeriesParts, start: Counts, span: { at: number; from: number; end: number }): Point {
	const sum: Point = { ...none, ...start, at: span.at, gap: false };
	for (let second = Math.floor(span.from / 1000) * 1000; second < span.end; second += 1000) {
		const one = parts.seconds.get(second);
		if (one === undefined) continue;
		if (one.gap) return { at: span.at, ...none, gap: true };
		for (const name of counterNames) sum[name] = (sum[name] ?? 0) + (one[name] ?? 0);
	}
	return sum;
}

/** The sum of one or more counts over a series; unknown points add nothing. Null where no point is known. */
export function totalOf(points: readonly Point[], names: readonly CounterName[]): number | null {
	let sum: number | null = null;
	for (const point of points)
		for (const name of names) {
			const count = point[name];
			if (count !== null) sum = (sum ?? 0) + count;
		}
	return sum;
}
