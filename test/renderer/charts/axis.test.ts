import { expect, test } from "vitest";
import { niceTop, steadyTop, timeTicks, valueTicks } from "../../../renderer/charts/axis.ts";

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

test.each([1, 5, 9, 17, 34, 48, 60, 99, 450, 7000])(
	"the axis of %i mails has whole, even steps up to its very top",
	(mails) => {
		const top = niceTop(mails);
		const ticks = valueTicks(top);
		expect([ticks[0], ticks.at(-1)]).toEqual([0, top]);
		expect(ticks.every(Number.isInteger)).toBe(true);
		expect(new Set(ticks.slice(1).map((tick, at) => tick - (ticks[at] ?? 0))).size).toBe(1);
	},
);
