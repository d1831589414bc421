/**
 * Attempts over time, stacked by what became of them. Drawn once a second at most; what is unknown stays empty, and
 * where the host itself says that it did not record, the gap is hatched. A table says the same (flow-table.tsx).
 */
import { useElementSize } from "@mantine/hooks";
import { useRef } from "react";
import { Area, AreaChart, CartesianGrid, ReferenceArea, Tooltip, XAxis, YAxis } from "recharts";
import type { Point } from "../../shared/protocol/shapes.ts";
import { countText } from "../ui/numbers.ts";
import { steadyTop, valueTicks } from "./axis.ts";
import styles from "./flow-chart.module.css";
import { FlowDefs } from "./flow-defs.tsx";
import { bandPaint, type FlowGroup, type FlowPoint, flowPoint } from "./flow-groups.ts";
import { gapsOf, heightOf, scaleOf } from "./flow-shape.ts";
import { FlowTip } from "./flow-tip.tsx";
import { cursor, gapLabel, margin, timeAxis, valueAxis } from "./time-axis.ts";

export interface FlowChartProps {
	readonly points: readonly Point[];
	/** The bands that are drawn and told. */
	readonly groups: readonly FlowGroup[];
	readonly stepSeconds: number;
	/** Up to when it is known: the last bucket is told by what of it has gone by. */
	readonly knownUntil: number;
	readonly label: string;
}

export function FlowChart({ points, groups, stepSeconds, knownUntil, label }: FlowChartProps) {
	const { ref, width, height } = useElementSize();
	const top = useRef(4);
	const data = points.map((point) => flowPoint(point, scaleOf(point.at, stepSeconds, knownUntil)));
	const from = points[0]?.at ?? 0;
	const to = (points.at(-1)?.at ?? 0) + stepSeconds * 1000;
	top.current = steadyTop(top.current, Math.max(0, ...data.map(heightOf)));
	return (
		<div ref={ref} className={styles.chart} role="img" aria-label={label}>
			{width > 0 && height > 0 && (
				<AreaChart width={width} height={height} data={data} margin={margin} accessibilityLayer={false}>
					<FlowDefs />
					<CartesianGrid vertical={false} stroke="var(--grid)" />
					<XAxis {...timeAxis({ from, to }, width)} />
					<YAxis {...valueAxis} tickFormatter={countText} domain={[0, top.current]} ticks={valueTicks(top.current)} />
					{gapsOf(points, stepSeconds).map((gap) => (
						<ReferenceArea
							key={gap.from}
							x1={gap.from}
							x2={gap.to}
							fill="url(#hatch-gap)"
							fillOpacity={0.8}
							{...(gap.to - gap.from > (to - from) / 8 ? { label: gapLabel } : {})}
						/>
					))}
					<Tooltip
						content={({ active, payload }) => (
							<FlowTip point={active === true ? pointOf(payload) : null} groups={groups} stepSeconds={stepSeconds} />
						)}
						isAnimationActive={false}
						// Over the span that is chosen.
						wrapperStyle={front}
						cursor={cursor}
					/>
					{groups.map((group) => (
						<Area
							key={group.id}
							dataKey={group.id}
							stackId="flow"
							type={stepSeconds === 1 ? "stepAfter" : "linear"}
							// A line along a band of nothing would paint its colour on the band beneath.
							stroke="none"
							{...bandPaint(group)}
							dot={false}
							activeDot={false}
							connectNulls={false}
							isAnimationActive={false}
						/>
					))}
				</AreaChart>
			)}
		</div>
	);
}

function pointOf(payload: readonly { payload?: unknown }[] | undefined): Point | null {
	const entry = payload?.[0]?.payload as FlowPoint | undefined;
	return entry?.source ?? null;
}

const front = { zIndex: 2 };
