/** The five bands of the flow chart, bottom to top, and the counts each is made of. The tooltip tells every count. */
import type { CounterName } from "../../shared/policy/counters.ts";
import type { Point } from "../../shared/protocol/shapes.ts";
import type { Tone } from "../ui/tone.ts";

export interface FlowGroup {
	readonly id: string;
	readonly label: string;
	readonly tone: Tone;
	/** Hatched: told from the band of the same tone without any colour. */
	readonly hatched: boolean;
	readonly parts: readonly (readonly [CounterName, string])[];
}

export const flowGroups: readonly FlowGroup[] = [
	{ id: "new", label: "Deferred, new", tone: "deferred", hatched: false, parts: [["deferredNew", "first attempt"]] },
	{
		id: "early",
		label: "Deferred, early",
		tone: "deferred",
		hatched: true,
		parts: [
			["deferredEarly", "too early"],
			["deferredThrottled", "throttled"],
		],
	},
	{
		id: "delayed",
		label: "Passed after delay",
		tone: "passed",
		hatched: false,
		parts: [
			["passedAfterDelay", "after the delay"],
			["passedReturnedLate", "returned late"],
		],
	},
	{ id: "known", label: "Passed, known", tone: "passed", hatched: true, parts: [["passedKnown", "known triplet"]] },
	{
		id: "white",
		label: "Whitelisted, exempt",
		tone: "whitelisted",
		hatched: false,
		parts: [
			["passedWhitelisted", "whitelist"],
			["passedAutoWhitelisted", "auto-whitelist"],
			["passedExempt", "exempt"],
			["passedApproved", "approved"],
			["passedShadow", "shadow mode"],
			["passedOverflow", "no room"],
			["passedOpen", "while all pass, or unrecorded"],
		],
	},
];

/** A point of the chart: one rate per band, null where nothing is known. */
export type FlowPoint = { readonly at: number; readonly gap: boolean; readonly source: Point } & Readonly<
	Record<string, number | null | boolean | Point>
>;

/** `per` scales counts of a bucket to the axis' unit; null where too little of the bucket has gone by to tell a rate. */
export function flowPoint(point: Point, per: number | null): FlowPoint {
	const rates = Object.fromEntries(
		flowGroups.map((group) => [group.id, per === null ? null : rateOf(point, group, per)]),
	);
	return { ...rates, at: point.at, gap: point.gap, source: point };
}

function rateOf(point: Point, group: FlowGroup, per: number): number | null {
	let sum = 0;
	for (const [name] of group.parts) {
		const count = point[name];
		if (count === null) return null;
		sum += count;
	}
	return sum * per;
}

/** Null where no point is known. */
export function groupTotal(points: readonly Point[], group: FlowGroup): number | null {
	const counts = points.flatMap((point) => group.parts.map(([name]) => point[name])).filter((count) => count !== null);
	return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}
