import { expect, test } from "vitest";
import { tableSlices } from "../../../renderer/charts/table-slices.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";

const began = Date.UTC(2026, 10, 24, 9, 12, 44);
const pointsFrom = (from: number, count: number, step: number) =>
	Array.from({ length: count }, (_, n) => ({ at: from + n * step * 1000 }) as Point);
const starts = (points: readonly Point[]) => tableSlices(points, 12).slices.map((slice) => slice[0]?.at ?? 0);

test("five minutes are told in rows of half a minute that stand still while the seconds go by", () => {
	const points = pointsFrom(began, 300, 1);
	const { slices, seconds } = tableSlices(points, 12);
	expect(seconds).toBe(30);
	expect(slices.flat()).toEqual(points);
	const [first, ...whole] = starts(points);
	expect(first).toBe(began);
	expect(whole.every((at) => at % 30_000 === 0)).toBe(true);
	// A second later only the first has moved.
	expect(starts(pointsFrom(began + 1000, 300, 1)).slice(1)).toEqual(whole);
});

test.each([
	{ of: "an hour by minutes", count: 60, step: 60, row: 300 },
	{ of: "a day by quarters of an hour", count: 96, step: 900, row: 7_200 },
	{ of: "a month by hours", count: 720, step: 3_600, row: 259_200 },
])("$of has rows of a round length, and no more of them than fit", ({ count, step, row }) => {
	const { slices, seconds } = tableSlices(pointsFrom(began, count, step), 12);
	expect(seconds).toBe(row);
	expect(slices.length).toBeLessThanOrEqual(13);
	expect(slices.flat()).toHaveLength(count);
});

test("a single point is a row, and no point is none", () => {
	expect(tableSlices(pointsFrom(began, 1, 60), 12).slices).toHaveLength(1);
	expect(tableSlices([], 12).slices).toEqual([]);
});
