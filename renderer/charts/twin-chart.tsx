/**
 * Two hosts in one chart, mirrored along one line of time: the first upwards, the second downwards, by one scale, so that
 * heights can be compared. What is unknown stays empty and what a host did not record is hatched, on its own side.
 */
import { useElementSize } from "@mantine/hooks";
import { useRef } from "react";
import { Area, AreaChart, CartesianGrid, ReferenceArea, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { HostColour } from "../../shared/protocol/desk.ts";
import type { Point } from "../../shared/protocol/shapes.ts";
import { HostEdge } from "../ui/host-colour.tsx";
import { countText } from "../ui/numbers.ts";
import { steadyTop } from "./axis.ts";
import styles from "./flow-chart.module.css";
import { FlowDefs } from "./flow-defs.tsx";
import { bandPaint, type FlowGroup } from "./flow-groups.ts";
import { gapsOf } from "./flow-shape.ts";
import { cursor, gapLabel, margin, timeAxis, valueAxis } from "./time-axis.ts";
import { type TwinPoint, twinKey, twinPoints, twinSides, twinTop } from "./twin-points.ts";
import { TwinTip } from "./twin-tip.tsx";

export interface TwinSide {
	readonly name: string;
	readonly colour: HostColour | null;
	readonly points: readonly Point[];
	readonly knownUntil: number;
}

export interface TwinChartProps {
	readonly upper: TwinSide;
	readonly lower: TwinSide;
	/** The bands that are drawn and told, of both. */
	readonly groups: readonly FlowGroup[];
	readonly stepSeconds: number;
	readonly label: string;
}

export function TwinChart({ upper, lower, groups, stepSeconds, label }: TwinChartProps) {
	const { ref, width, height } = useElementSize();
	const before = useRef(4);
	const data = twinPoints({ upper, lower }, stepSeconds);
	before.current = steadyTop(before.current, twinTop(data));
	const top = before.current;
	const from = data[0]?.at ?? 0;
	const to = (data.at(-1)?.at ?? 0) + stepSeconds * 1000;
	return (
		<div ref={ref} className={`${styles.chart} ${styles.twin}`} role="img" aria-label={label}>
			<span className={styles.upperName}>
				<HostEdge colour={upper.colour} />
				{upper.name} ↑
			</span>
			<span className={styles.lowerName}>
				<HostEdge colour={lower.colour} />
				{lower.name} ↓
			</span>
			{width > 0 && height > 0 && (
				<AreaChart width={width} height={height} data={data} margin={margin} accessibilityLayer={false}>
					<FlowDefs />
					<CartesianGrid vertical={false} stroke="var(--grid)" />
					<XAxis {...timeAxis({ from, to }, width)} />
					<YAxis
						{...valueAxis}
						tickFormatter={(value: number) => countText(Math.abs(value))}
						domain={[-top, top]}
						// Half a mail is no tick.
						ticks={[-top, -top / 2, 0, top / 2, top].filter(Number.isInteger)}
						interval={0}
					/>
					{twinSides.map((side) =>
						gapsOf((side === "upper" ? upper : lower).points, stepSeconds).map((gap) => (
							<ReferenceArea
								key={side + gap.from}
								x1={Math.max(gap.from, from)}
								x2={Math.min(gap.to, to)}
								y1={side === "upper" ? 0 : -top}
								y2={side === "upper" ? top : 0}
								fill="url(#hatch-gap)"
								fillOpacity={0.8}
								{...(gap.to - gap.from > (to - from) / 8 ? { label: gapLabel } : {})}
							/>
						)),
					)}
					<Tooltip
						content={({ active, payload }) => (
							<TwinTip
								point={active === true ? ((payload?.[0]?.payload as TwinPoint | undefined) ?? null) : null}
								names={[upper.name, lower.name]}
								groups={groups}
								stepSeconds={stepSeconds}
							/>
						)}
						isAnimationActive={false}
						cursor={cursor}
					/>
					{twinSides.map((side) =>
						groups.map((group) => (
							<Area
								key={twinKey(side, group)}
								dataKey={twinKey(side, group)}
								stackId={side}
								type={stepSeconds === 1 ? "stepAfter" : "linear"}
								stroke="none"
								{...bandPaint(group)}
								dot={false}
								activeDot={false}
								connectNulls={false}
								isAnimationActive={false}
							/>
						)),
					)}
					<ReferenceLine y={0} stroke="var(--ink-soft)" />
				</AreaChart>
			)}
		</div>
	);
}
