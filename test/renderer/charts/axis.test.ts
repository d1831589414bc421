import { expect, test } from "vitest";
import { niceTop, steadyTop, timeTicks } from "../../../renderer/charts/axis.ts";

test("ticks stand at round times, never too many, and none at the edge where its label would be cut", () => {
	const from = Date.UTC(2026, 10, 24, 10, 3, 17);
	for (const span of [300_000, 3_600_000, 86_400_000]) {
		const ticks = timeTicks({ from, to: from + span }, 7);
		expect(ticks.length).toBeGreaterThan(2);
		expect(ticks.length).toBeLessThanOrEqual(7);
		for (const at of ticks) expect(at % 10_000).toBe(0);
		expect(ticks.at(-1)).toBeLessThanOrEqual(from + span * 0.98);
	}
});

test("the value axis grows at once, holds still through small changes, and shrinks when most of it is empty", () => {
	expect(niceTop(0)).toBe(4);
	expect(niceTop(63)).toBe(80);
	expect(steadyTop(80, 95)).toBe(100);
	expect(steadyTop(100, 60)).toBe(100);
	expect(steadyTop(100, 30)).toBe(40);
});
