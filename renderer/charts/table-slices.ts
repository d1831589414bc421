/** Points of a chart put together to the rows of its table, which stand still while time goes on. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { zoneOffset } from "../ui/zone.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const lengths = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

export interface TableSlices {
	readonly slices: readonly (readonly Point[])[];
	/** How long a row is. */
	readonly seconds: number;
}

/**
 * Rows that begin at round times of the page's zone, at most one more than `most`: the first and the last may be cut by
 * the range. The points are evenly apart.
 */
export function tableSlices(points: readonly Point[], most: number): TableSlices {
	const [first, second] = points;
	const step = first === undefined || second === undefined ? 1 : (second.at - first.at) / 1000;
	const least = Math.max(step, (points.length * step) / most);
	const seconds = lengths.find((length) => length >= least && length % step === 0) ?? Math.ceil(least / DAY) * DAY;
	const slices: Point[][] = [];
	let row: number | null = null;
	for (const point of points) {
		const its = Math.floor((point.at + zoneOffset(point.at)) / (seconds * 1000));
		if (its !== row) slices.push([]);
		row = its;
		slices.at(-1)?.push(point);
	}
	return { slices, seconds };
}
