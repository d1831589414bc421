import fc from "fast-check";
import { expect, test } from "vitest";
import { delayBucket, delayEdges, percentilesOf } from "../../../shared/analysis/delays.ts";

function counted(delays: readonly number[]): number[] {
	const counts = delayEdges.map(() => 0);
	for (const delay of delays) counts[delayBucket(delay)] = (counts[delayBucket(delay)] ?? 0) + 1;
	return counts;
}

test("edges rise, by a quarter at most once they are past ten seconds, and reach five days", () => {
	for (const [index, edge] of delayEdges.entries()) {
		const before = delayEdges[index - 1] ?? -1;
		expect(edge).toBeGreaterThan(before);
		if (before >= 10) expect(edge / before).toBeLessThanOrEqual(1.25);
	}
	expect(delayEdges.at(-1)).toBe(5 * 86_400);
});

test("mail delayed by exactly our minute has a median of a minute", () => {
	expect(percentilesOf(delayEdges, counted([60, 60, 60]))).toEqual({ count: 3, median: 60, p95: 60 });
});

test("one mail in twenty that waited an hour is not the p95, two are", () => {
	const nineteen = Array.from({ length: 19 }, () => 60);
	expect(percentilesOf(delayEdges, counted([...nineteen, 3600])).p95).toBe(60);
	expect(percentilesOf(delayEdges, counted([...nineteen, 3600, 3600])).p95).toBe(3600);
});

test("no mail has no delay, rather than a delay of nothing", () => {
	expect(percentilesOf(delayEdges, counted([]))).toEqual({ count: 0, median: null, p95: null });
});

test("a percentile is never less than the delay it stands for, and at most a quarter more", () => {
	const delay = fc.integer({ min: 0, max: 5 * 86_400 });
	fc.assert(
		fc.property(fc.array(delay, { minLength: 1, maxLength: 50 }), (delays) => {
			const sorted = [...delays].sort((a, b) => a - b);
			const exact = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
			const told = percentilesOf(delayEdges, counted(delays)).median ?? -1;
			expect(told).toBeGreaterThanOrEqual(exact);
			expect(told).toBeLessThanOrEqual(Math.max(exact * 1.25, exact + 1));
		}),
	);
});

test("a mail that waited weeks is counted with the longest", () => {
	expect(delayBucket(40 * 86_400)).toBe(delayEdges.length - 1);
});
