import { expect, test } from "vitest";
import { seriesOf, totalOf } from "../../../renderer/state/series.ts";
import { counterNames } from "../../../shared/policy/counters.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";

const zeros = Object.fromEntries(counterNames.map((name) => [name, 0]));
const point = (at: number, deferredNew: number | null): Point =>
	({ ...zeros, ...(deferredNew === null ? nulls : { deferredNew }), at, gap: deferredNew === null }) as Point;
const nulls = Object.fromEntries(counterNames.map((name) => [name, null]));
const seconds = (...points: Point[]) => new Map(points.map((one) => [one.at, one]));
const shown = (points: readonly Point[]) => points.map((one) => one.deferredNew);

test("history and live seconds meet without a mail counted twice or missing", () => {
	const points = seriesOf({
		from: 0,
		to: 30_000,
		stepSeconds: 10,
		base: { to: 14_000, points: [point(0, 7), point(10_000, 3)] },
		// Second 13 is in the history's count already.
		seconds: seconds(point(13_000, 1), point(15_000, 2), point(20_000, 5)),
		wholeFrom: 13_000,
		knownUntil: 30_000,
	});
	expect(shown(points)).toEqual([7, 5, 5]);
	expect(totalOf(points, ["deferredNew"])).toBe(17);
});

test("a bucket wholly in known live seconds is their sum, and silence in it is none", () => {
	const points = seriesOf({
		from: 0,
		to: 3_000,
		stepSeconds: 1,
		base: { to: 1_000, points: [point(0, 4)] },
		seconds: seconds(point(2_000, 9)),
		wholeFrom: 1_000,
		knownUntil: 3_000,
	});
	expect(shown(points)).toEqual([4, 0, 9]);
});

test("what nobody knows is null: before the history is read, after the link was lost, in a gap of the host", () => {
	const parts = { from: 0, to: 3_000, stepSeconds: 1, seconds: seconds(), knownUntil: 3_000 };
	expect(shown(seriesOf({ ...parts, base: null, wholeFrom: 2_000 }))).toEqual([null, null, 0]);
	expect(shown(seriesOf({ ...parts, base: null, wholeFrom: 0, knownUntil: 1_000 }))).toEqual([0, null, null]);
	const gap = seriesOf({ ...parts, base: { to: 2_000, points: [point(0, null), point(1_000, 1)] }, wholeFrom: 2_000 });
	expect(shown(gap)).toEqual([null, 1, 0]);
	expect(gap[0]?.gap).toBe(true);
	expect(totalOf(gap, ["deferredNew"])).toBe(1);
	expect(totalOf(gap.slice(0, 1), ["deferredNew"])).toBeNull();
});

test("after a cut nothing between the history and the first tick is made up", () => {
	const points = seriesOf({
		from: 0,
		to: 4_000,
		stepSeconds: 1,
		base: { to: 2_000, points: [point(0, 1), point(1_000, 1)] },
		seconds: seconds(),
		wholeFrom: null,
		knownUntil: 4_000,
	});
	expect(shown(points)).toEqual([1, 1, null, null]);
});
