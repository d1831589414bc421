/**
 * Points of counts over time: put together to larger steps, and drawn as a gap where nobody counted. A point is a gap
 * where ours covers at least half of it and nothing was counted in it: three lost seconds do not hide an hour.
 */
import { type Counters, counterNames } from "../policy/counters.ts";

/** `null`: unknown. The `Point` of the management API is one. */
export type CountPoint = { readonly at: number; readonly gap: boolean } & Readonly<
	Record<keyof Counters, number | null>
>;

export interface Span {
	readonly from: number;
	readonly to: number;
}

export function countPoint(at: number, counters: Readonly<Counters>): CountPoint {
	return { at, gap: false, ...counters };
}

const unknown = Object.fromEntries(counterNames.map((name) => [name, null])) as Record<keyof Counters, null>;

export function gapPoint(at: number): CountPoint {
	return { at, gap: true, ...unknown };
}

/** Where the step that holds `at` begins. `step` in seconds. */
export function stepStart(at: number, step: number): number {
	return Math.floor(at / (step * 1000)) * step * 1000;
}

/** Points of a coarser step, ordered by time; a gap is what holds no known point. `step` in seconds. */
export function toStep(points: readonly CountPoint[], step: number): readonly CountPoint[] {
	const merged = new Map<number, CountPoint>();
	for (const point of points) {
		const at = stepStart(point.at, step);
		const before = merged.get(at);
		merged.set(at, before === undefined ? { ...point, at } : added(before, point));
	}
	return [...merged.values()].sort((a, b) => a.at - b.at);
}

function added(one: CountPoint, two: CountPoint): CountPoint {
	if (two.gap) return one;
	if (one.gap) return { ...two, at: one.at };
	const sums = counterNames.map((name) => [name, sum(one[name], two[name])]);
	return { at: one.at, gap: false, ...(Object.fromEntries(sums) as Record<keyof Counters, number | null>) };
}

function sum(one: number | null, two: number | null): number | null {
	return one === null ? two : two === null ? one : one + two;
}

/** Later counts of the same instants take the place of earlier ones; what begins before `from` is dropped. */
export function replaced(
	points: readonly CountPoint[],
	changed: readonly CountPoint[],
	from: number,
): readonly CountPoint[] {
	const byInstant = new Map(points.map((point) => [point.at, point]));
	for (const point of changed) byInstant.set(point.at, point);
	return [...byInstant.values()].filter((point) => point.at >= from).sort((a, b) => a.at - b.at);
}

/** Whether gaps of ours cover at least half of a span. `gaps` do not overlap. */
export function mostlyGap(span: Span, gaps: readonly Span[]): boolean {
	const covered = gaps.reduce((sum, gap) => sum + overlap(span, gap), 0);
	return covered * 2 >= span.to - span.from;
}

/** Spans put together where they touch, in order. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
	const joined: Span[] = [];
	for (const span of [...spans].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last !== undefined && span.from <= last.to)
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
		else joined.push(span);
	}
	return joined;
}

function overlap(span: Span, gap: Span): number {
	return Math.max(0, Math.min(span.to, gap.to) - Math.max(span.from, gap.from));
}
