import { expect, test } from "vitest";
import { clocksApart } from "../../../renderer/state/clocks-apart.ts";

const at = 1_764_000_000_000;
const mx1 = { name: "mx1", now: at, speed: 1 };

test.each([0, 2_900, -2_900])("two hosts whose clocks are %d ms apart stand in one chart without a word", (apart) => {
	expect(clocksApart(mx1, { name: "mx2", now: at + apart, speed: 1 }, 300)).toBeNull();
});

test("a clock that is ahead is named, and its host still drawn", () => {
	const apart = clocksApart(mx1, { name: "mx2", now: at + 60_000, speed: 1 }, 300);
	expect(apart?.never).toBe(false);
	expect(apart?.words).toMatch(/^The clock of mx2 is 1 min(ute)? ahead of that of mx1/);
	expect(clocksApart({ name: "mx2", now: at + 60_000, speed: 1 }, mx1, 300)?.words).toBe(apart?.words);
});

test("clocks further apart than half the chart are no comparison", () => {
	expect(clocksApart(mx1, { name: "mx2", now: at - 200_000, speed: 1 }, 300)?.never).toBe(true);
	expect(clocksApart(mx1, { name: "mx2", now: at - 200_000, speed: 1 }, 3_600)?.never).toBe(false);
});

test("sample traffic on its fast clock is never compared with a real host", () => {
	const apart = clocksApart(mx1, { name: "Sample", now: at, speed: 60 }, 3_600);
	expect(apart?.never).toBe(true);
	expect(apart?.words).toMatch(/Sample runs 60 times as fast as that of mx1/);
});

test("two views of one sample may drift by what three of its seconds are", () => {
	const sample = { name: "Sample", now: at, speed: 60 };
	expect(clocksApart(sample, { name: "viewer", now: at + 150_000, speed: 60 }, 3_600)).toBeNull();
});
