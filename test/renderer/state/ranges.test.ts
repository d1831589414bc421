import { expect, test } from "vitest";
import { rangeParts, spanAt, zoomedOut } from "../../../renderer/state/ranges.ts";

const now = Date.UTC(2026, 10, 24, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
	["the last five minutes", { from: now - 5 * minute, to: now }, 1],
	["half an hour, an hour ago", { from: now - 2 * hour, to: now - 1.5 * hour }, 10],
	["half an hour of yesterday, whose seconds are gone", { from: now - day, to: now - day + hour / 2 }, 60],
	["a day", { from: now - day, to: now }, 300],
	["thirty days", { from: now - 30 * day, to: now }, 10_800],
	["an hour of two months ago, whose minutes are gone", { from: now - 60 * day, to: now - 60 * day + hour }, 3_600],
	["a year", { from: now - 365 * day, to: now }, 86_400],
])("%s has a point each %s: %d seconds", (_, range, step) => {
	expect(rangeParts(range, now).step).toBe(step);
});

test.each([
	["7d", 168],
	["30d", 240],
	["1y", 365],
] as const)("the last %s are %d points", (range, points) => {
	const { from, to } = spanAt(range, now + 1);
	expect((to - from) / 1000 / rangeParts(range, now).step).toBe(points);
	expect(to).toBeGreaterThan(now);
});

test("a time that stands is shown in whole points; a preset moves with the clock", () => {
	const range = { from: now - day + 1, to: now - day + hour - 1 };
	expect(spanAt(range, now)).toEqual({ from: now - day, to: now - day + hour });
	expect(spanAt("1h", now + 1)).toEqual({ from: now - hour + minute, to: now + minute });
});

test("zooming out shows three times as much around it, and nothing that has not come yet", () => {
	expect(zoomedOut("5m", now)).toBe("1h");
	expect(zoomedOut("24h", now)).toBe("7d");
	expect(zoomedOut("1y", now)).toBe("1y");
	const early = zoomedOut({ from: now - 10 * hour, to: now - 9 * hour }, now);
	expect(early).toEqual({ from: now - 11 * hour, to: now - 8 * hour });
	const late = zoomedOut({ from: now - hour, to: now }, now);
	expect(late).toEqual({ from: now - 3 * hour, to: now });
});
