import { expect, test } from "vitest";
import { joinSpans, mostlyGap, stepStart } from "../../../shared/analysis/series.ts";

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

test("steps begin at whole steps of the clock", () => {
	expect([59_999, 60_000, 61_000, 119_999].map((at) => stepStart(at, 60))).toEqual([0, 60_000, 60_000, 60_000]);
});
