import { expect, test } from "vitest";
import { countPoint, gapPoint, joinSpans, mostlyGap, replaced, toStep } from "../../../shared/analysis/series.ts";
import { zeroCounters } from "../../../shared/policy/counters.ts";

const second = (at: number, deferredNew: number) => countPoint(at * 1000, { ...zeroCounters(), deferredNew });

test("seconds put together to a minute keep every mail", () => {
	const points = toStep([second(59, 1), second(60, 2), second(119, 3), second(120, 4)], 60);
	expect(points.map((point) => [point.at, point.deferredNew])).toEqual([
		[0, 1],
		[60_000, 5],
		[120_000, 4],
	]);
});

test("a gap stays a gap unless something was counted beside it", () => {
	const [gap, both] = toStep([gapPoint(0), gapPoint(1000), gapPoint(60_000), second(61, 2), gapPoint(62_000)], 60);
	expect(gap).toMatchObject({ gap: true, deferredNew: null });
	expect(both).toMatchObject({ gap: false, deferredNew: 2, passedKnown: 0 });
});

test("a later count of a second takes the place of the earlier one, and old seconds go", () => {
	const points = replaced([second(1, 1), second(2, 2)], [second(3, 9), second(2, 5)], 2000);
	expect(points.map((point) => [point.at, point.deferredNew])).toEqual([
		[2000, 5],
		[3000, 9],
	]);
});

test("three lost seconds hide three points of a second, not an hour", () => {
	const lost = [{ from: 10_400, to: 12_300 }];
	const hidden = [10, 11, 12].map((at) => mostlyGap({ from: at * 1000, to: at * 1000 + 1000 }, lost));
	expect(hidden).toEqual([true, true, false]);
	expect(mostlyGap({ from: 0, to: 3_600_000 }, lost)).toBe(false);
});

test("gaps that touch are one", () => {
	expect(
		joinSpans([
			{ from: 5, to: 9 },
			{ from: 1, to: 3 },
			{ from: 3, to: 6 },
			{ from: 20, to: 21 },
		]),
	).toEqual([
		{ from: 1, to: 9 },
		{ from: 20, to: 21 },
	]);
});
