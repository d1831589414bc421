/** Two series on one line of time: the second below it, as negative heights. Pure. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { type FlowGroup, flowGroups, flowPoint } from "./flow-groups.ts";
import { heightOf, scaleOf } from "./flow-shape.ts";

export const twinSides = ["upper", "lower"] as const;
export type TwinSideName = (typeof twinSides)[number];

interface Told {
	readonly points: readonly Point[];
	readonly knownUntil: number;
}

/** A point of the chart: bands of both sides by `twinKey`; a side that tells nothing of this time has null. */
export type TwinPoint = {
	readonly at: number;
	readonly upper: Point | null;
	readonly lower: Point | null;
	/** Of the higher side. */
	readonly height: number;
} & Readonly<Record<`${TwinSideName}-${string}`, number | null>>;

export function twinKey(side: TwinSideName, group: FlowGroup): `${TwinSideName}-${string}` {
	return `${side}-${group.id}`;
}

/** In order of time; an instant that only one host tells has the other side empty. */
export function twinPoints(told: Readonly<Record<TwinSideName, Told>>, stepSeconds: number): TwinPoint[] {
	const upper = new Map(told.upper.points.map((point) => [point.at, point]));
	const lower = new Map(told.lower.points.map((point) => [point.at, point]));
	const instants = [...new Set([...upper.keys(), ...lower.keys()])].sort((one, other) => one - other);
	return instants.map((at) => {
		const point: Record<string, number | null> = {};
		let height = 0;
		for (const side of twinSides) {
			const source = (side === "upper" ? upper : lower).get(at) ?? null;
			const drawn = source === null ? null : flowPoint(source, scaleOf(at, stepSeconds, told[side].knownUntil));
			for (const group of flowGroups) {
				const rate = drawn?.[group.id];
				point[twinKey(side, group)] = typeof rate === "number" ? (side === "upper" ? rate : -rate) : null;
			}
			if (drawn !== null) height = Math.max(height, heightOf(drawn));
		}
		return { ...point, at, upper: upper.get(at) ?? null, lower: lower.get(at) ?? null, height };
	});
}

export function twinTop(points: readonly TwinPoint[]): number {
	return Math.max(0, ...points.map((point) => point.height));
}
