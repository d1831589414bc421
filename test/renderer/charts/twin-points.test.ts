import { expect, test } from "vitest";
import { twinPoints, twinTop } from "../../../renderer/charts/twin-points.ts";
import { counterNames } from "../../../shared/policy/counters.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";

const at = 1_764_000_000_000;
function point(second: number, deferredNew: number | null, gap = false): Point {
	const counts = Object.fromEntries(counterNames.map((name) => [name, deferredNew === null ? null : 0]));
	return { ...counts, at: at + second * 1000, gap, deferredNew } as Point;
}
const until = at + 60_000;

test("the second host's mail is drawn downwards, by the same scale", () => {
	const [drawn] = twinPoints(
		{ upper: { points: [point(0, 4)], knownUntil: until }, lower: { points: [point(0, 9)], knownUntil: until } },
		1,
	);
	expect(drawn).toMatchObject({ at, "upper-new": 4, "lower-new": -9, height: 9 });
});

test("what one host did not record, or does not tell, stays empty on its side alone", () => {
	const drawn = twinPoints(
		{
			upper: { points: [point(0, null, true), point(1, 2)], knownUntil: until },
			lower: { points: [point(1, 1), point(2, 1)], knownUntil: until },
		},
		1,
	);
	expect(drawn.map((one) => [one["upper-new"], one["lower-new"]])).toEqual([
		[null, null],
		[2, -1],
		[null, -1],
	]);
	expect(drawn[0]?.upper?.gap).toBe(true);
	expect(twinTop(drawn)).toBe(2);
});

test("nothing known is no height", () => {
	expect(twinTop([])).toBe(0);
});
