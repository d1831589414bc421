/** What the charts along time have in common: their axis of time, their margins, and how lines and words on them look. */
import type { XAxisProps } from "recharts";
import type { Span } from "../../shared/protocol/address.ts";
import { tickText, timeTicks } from "./axis.ts";
import { plot } from "./plot.ts";

export const margin = { top: plot.top, right: plot.right, bottom: 0, left: 0 };
export const cursor = { stroke: "var(--ink-soft)", strokeDasharray: "3 3" };
export const gapLabel = { value: "not recorded", fill: "var(--ink-soft)", fontSize: 11 };

const tick = { fill: "var(--ink-soft)", fontSize: 11 };
const axisLine = { stroke: "var(--line-strong)" };

/** Props of the value axis that are the same in each. */
export const valueAxis = { tick, tickLine: false, axisLine: false, width: plot.left } as const;

/** Props of the axis of time under a chart `width` pixels wide. */
export function timeAxis(shown: Span, width: number) {
	const { from, to } = shown;
	return {
		dataKey: "at",
		type: "number",
		domain: [from, to],
		ticks: timeTicks(shown, width > 900 ? 12 : 7),
		tickFormatter: (at: number) => tickText(at, to - from),
		tick,
		tickLine: false,
		axisLine,
		height: plot.bottom,
		interval: 0,
	} satisfies XAxisProps;
}
