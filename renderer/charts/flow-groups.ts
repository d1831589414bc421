/**
 * The bands of the flow chart, bottom to top, and the counts each is made of. The tooltip tells every count. What shadow
 * mode let through is a band of its own, seen where it has anything or the host only watches.
 */
import type { CounterName } from "../../shared/policy/counters.ts";
import type { Point } from "../../shared/protocol/shapes.ts";
import { fill, type Tone } from "../ui/tone.ts";

/** Told from the bands of the same tone without any colour: hatched one way, or crossed. */
export type Hatching = "none" | "stripes" | "crossed";

export interface FlowGroup {
	readonly id: string;
	readonly label: string;
	readonly tone: Tone;
	readonly hatching: Hatching;
	readonly parts: readonly (readonly [CounterName, string])[];
}

const shadowGroup: FlowGroup = {
	id: "shadow",
	label: "Would be deferred",
	tone: "deferred",
	hatching: "crossed",
	parts: [["passedShadow", "let through by shadow mode"]],
};

export const flowGroups: readonly FlowGroup[] = [
	{ id: "new", label: "Deferred, new", tone: "deferred", hatching: "none", parts: [["deferredNew", "first attempt"]] },
	{
		id: "early",
		label: "Deferred, early",
		tone: "deferred",
		hatching: "stripes",
		parts: [
			["deferredEarly", "too early"],
			["deferredThrottled", "throttled"],
		],
	},
	shadowGroup,
	{
		id: "delayed",
		label: "Passed after delay",
		tone: "passed",
		hatching: "none",
		parts: [
			["passedAfterDelay", "after the delay"],
			["passedReturnedLate", "returned late"],
		],
	},
	{
		id: "known",
		label: "Passed, known",
		tone: "passed",
		hatching: "stripes",
		parts: [["passedKnown", "known triplet"]],
	},
	{
		id: "white",
		label: "Whitelisted, exempt",
		tone: "whitelisted",
		hatching: "none",
		parts: [
			["passedWhitelisted", "whitelist"],
			["passedAutoWhitelisted", "auto-whitelist"],
			["passedExempt", "exempt"],
			["passedApproved", "approved"],
			["passedOverflow", "no room"],
			["passedOpen", "while all pass, or unrecorded"],
		],
	},
];

const enforced = flowGroups.filter((group) => group !== shadowGroup);

/** Those that are named and told: of a host that defers and let nothing through by shadow mode, all but that one. */
export function seenGroups(points: readonly Point[], watching: boolean): readonly FlowGroup[] {
	return watching || (groupTotal(points, shadowGroup) ?? 0) > 0 ? flowGroups : enforced;
}

/** What a band is filled with, once FlowDefs stands in the chart. */
export function bandPaint({ id, tone, hatching }: FlowGroup): { readonly fill: string; readonly fillOpacity: number } {
	return hatching === "none" ? { fill: fill(tone), fillOpacity: 0.85 } : { fill: `url(#hatch-${id})`, fillOpacity: 1 };
}

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
