/** Counts by the second: whole, bounded to two hours, and a gap is told as unknown. */
import { describe, expect, test } from "vitest";
import { countSeconds } from "../../../../electron/daemon/management/live-counts.ts";
import type { Expired, PolicyEvent } from "../../../../shared/policy/event.ts";

const START = Date.UTC(2026, 5, 1, 12);
const at = (second: number) => START + second * 1000;
const expired = (second: number, seq: number): PolicyEvent & Expired => ({
	kind: "expired",
	at: at(second),
	seq,
	reason: "never-retried",
	triplet: "t",
});

function counts() {
	let now = START;
	const counted = countSeconds(START, () => now);
	return {
		counted,
		until(second: number) {
			now = at(second);
		},
	};
}

describe("counts by the second", () => {
	test("add up to the step that is asked for, and are zero where nothing came", () => {
		const { counted, until } = counts();
		for (const second of [0, 0, 1, 5]) counted.count(expired(second, second + 1));
		until(20);
		expect(counted.series(START, at(20), 5)?.map((point) => [point.at, point.expiredNeverRetried])).toEqual([
			[at(0), 3],
			[at(5), 1],
			[at(10), 0],
			[at(15), 0],
		]);
	});

	test("tell exactly what changed after an event", () => {
		const { counted } = counts();
		for (const [index, second] of [0, 1, 1, 2].entries()) counted.count(expired(second, index + 1));
		expect(counted.changedSince(2).map((point) => [point.at, point.expiredNeverRetried])).toEqual([
			[at(1), 2],
			[at(2), 1],
		]);
		expect(counted.changedSince(4)).toEqual([]);
	});

	test("know nothing of seconds in a gap, and say so", () => {
		const { counted, until } = counts();
		counted.count(expired(2, 1));
		counted.count({ kind: "gap", at: at(4), seq: 2, from: at(2), to: at(4), passed: 9, why: "disk full" });
		until(6);
		const points = counted.series(START, at(6), 1) ?? [];
		expect(points.map((point) => [point.gap, point.expiredNeverRetried, point.passedOpen])).toEqual([
			[false, 0, 0],
			[false, 0, 0],
			[false, 1, 0],
			[true, null, null],
			[false, 0, 9],
			[false, 0, 0],
		]);
		expect(counted.series(START, at(6), 3)?.map((point) => point.gap)).toEqual([false, false]);
	});

	test("do not answer for what was before them, nor for more than two hours ago", () => {
		const { counted, until } = counts();
		expect(counted.series(START - 1000, at(1), 1)).toBe(null);
		until(7300);
		counted.count(expired(7300, 1));
		expect(counted.series(START, at(7300), 60)).toBe(null);
		expect(counted.series(at(7200), at(7301), 1)).toHaveLength(101);
	});

	test("a gap of days, and an event of yesterday, cost no more than two hours", () => {
		const { counted, until } = counts();
		until(86_400);
		counted.count({ kind: "gap", at: at(86_400), seq: 1, from: at(0), to: at(86_400), passed: 1, why: "disk full" });
		counted.count(expired(5, 2));
		expect(counted.changedSince(0)).toHaveLength(7200);
	});
});
