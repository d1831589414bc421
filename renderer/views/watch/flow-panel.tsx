/** The chart with its range, its legend in words, and its twin as a table. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDownload, IconZoomOut } from "@tabler/icons-react";
import { useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { FlowChart } from "../../charts/flow-chart.tsx";
import { groupTotal, seenGroups } from "../../charts/flow-groups.ts";
import { unitOf } from "../../charts/flow-shape.ts";
import { FlowTable } from "../../charts/flow-table.tsx";
import { SpanBrush } from "../../charts/span-brush.tsx";
import type { Range } from "../../state/address.ts";
import { problemOf } from "../../state/ask.ts";
import type { RecordSource } from "../../state/export-records.ts";
import type { Series } from "../../state/use-history.ts";
import { useKeys } from "../../ui/keys.ts";
import { countText } from "../../ui/numbers.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { ExportDialog } from "../list/export-dialog.tsx";
import { chartRecords } from "./chart-records.ts";
import { CompareChoice } from "./compare-choice.tsx";
import { FlowLegend, RangeChoice, TableChoice } from "./flow-tools.tsx";
import { rangeWords, spanWords } from "./range-words.ts";
import type { SpanTools } from "./use-span.ts";
import styles from "./watch.module.css";

export interface FlowPanelProps {
	readonly host: Host;
	readonly range: Range;
	readonly onRange: (range: Range) => void;
	readonly series: Series;
	/** The host is in shadow mode. */
	readonly watching: boolean;
	readonly tools: SpanTools;
	readonly table: boolean;
	readonly onTable: (seen: boolean) => void;
}

export function FlowPanel({ host, range, onRange, series, watching, tools, table, onTable }: FlowPanelProps) {
	const { step } = series;
	const unit = unitOf(step);
	const { span } = tools;
	const groups = seenGroups(series.points, watching);
	const shown = { from: series.points[0]?.at ?? 0, to: (series.points.at(-1)?.at ?? 0) + step * 1000 };
	const counted =
		span === null ? series.points : series.points.filter(({ at }) => at >= span.from && at + step * 1000 <= span.to);
	// As it was when it was asked for: the chart goes on meanwhile.
	const [exporting, setExporting] = useState<RecordSource | null>(null);
	const exportNow = () => setExporting(chartRecords({ host, range: span ?? range, points: counted, step }));
	useKeys({ e: () => exportNow() });
	return (
		<section className={styles.flow} aria-label="Attempts over time">
			<div className={styles.flowHead}>
				<h2>{table ? "Attempts" : `Attempts ${unit.words}`}</h2>
				{typeof range !== "string" && (
					<span className={`${styles.fixed} figures`}>
						{spanWords(range)}
						<Tooltip label="Zoom out (-)">
							<ActionIcon aria-label="Zoom out" onClick={tools.zoomOut}>
								<IconZoomOut size={17} stroke={1.8} />
							</ActionIcon>
						</Tooltip>
					</span>
				)}
				<FlowLegend
					groups={groups}
					figure={(group) => <b className="figures">{countText(groupTotal(counted, group))}</b>}
				/>
				<CompareChoice />
				<RangeChoice range={range} onRange={onRange} />
				<TableChoice table={table} onTable={onTable} words="Show as a table" />
				<Tooltip label="Export these figures (e)">
					<ActionIcon aria-label="Export these figures" onClick={exportNow}>
						<IconDownload size={17} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
			</div>
			{exporting !== null && (
				<ExportDialog
					source={exporting}
					what={`of the chart, ${step} seconds each, with every count`}
					onClose={() => setExporting(null)}
				/>
			)}
			{series.problem !== null && <ProblemNote problem={problemOf(series.problem)} />}
			<div className={styles.flowBody}>
				{!table && (
					<SpanBrush shown={shown} stepSeconds={step} span={span} onSpan={tools.choose}>
						<FlowChart
							points={series.points}
							groups={groups}
							stepSeconds={step}
							knownUntil={series.knownUntil}
							label={`Attempts ${unit.words} ${rangeWords(range)}, by what became of them; the table below says the same`}
						/>
					</SpanBrush>
				)}
				<FlowTable points={series.points} groups={groups} seen={table} />
			</div>
		</section>
	);
}
