/** The figures of the chart as a source of records: one row a point, each count by its name in the API. Pure. */
import type { Values } from "../../../shared/base/records.ts";
import { counterNames } from "../../../shared/policy/counters.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";
import { type Range, rangeText } from "../../state/address.ts";
import type { RecordSource } from "../../state/export-records.ts";

export interface ChartFigures {
	readonly host: Pick<Host, "name">;
	readonly range: Range;
	/** Those that are shown: of the span, where one is chosen. */
	readonly points: readonly Point[];
	/** Seconds a point. */
	readonly step: number;
}

/** Of a point that nobody knows, and of one in a gap of ours, the counts are empty and not zero. */
export function chartRecords({ host, range, points, step }: ChartFigures): RecordSource {
	return {
		name: [host.name, "watch"],
		facts: { host: host.name, view: "watch", range: rangeText(range), stepSeconds: step },
		fields: [
			{ id: "at", type: "instant" },
			{ id: "gap", type: "flag" },
			...counterNames.map((id) => ({ id, type: "number" }) as const),
		],
		total: points.length,
		pages: async function* () {
			yield points.map((point): Values => [point.at, point.gap, ...counterNames.map((name) => point[name])]);
		},
	};
}
