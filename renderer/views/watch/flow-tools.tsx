/** What stands in the head of a chart, of one host or of two: what its colours mean, its range, chart or table. */
import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import { IconChartAreaLine, IconTable } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { presets } from "../../../shared/protocol/address.ts";
import type { FlowGroup } from "../../charts/flow-groups.ts";
import { Swatch } from "../../charts/swatch.tsx";
import type { Range } from "../../state/address.ts";
import { presetWords } from "../../state/ranges.ts";
import styles from "./watch.module.css";

export interface FlowLegendProps {
	readonly groups: readonly FlowGroup[];
	/** What is told beside each name. */
	readonly figure?: (group: FlowGroup) => ReactNode;
}

export function FlowLegend({ groups, figure }: FlowLegendProps) {
	return (
		<ul className={styles.legend}>
			{groups.map((group) => (
				<li key={group.id} title={group.parts.map(([, part]) => part).join(", ")}>
					<Swatch group={group} />
					{group.label}
					{figure?.(group)}
				</li>
			))}
		</ul>
	);
}

/** A range of its own, chosen by hand, is none of these. */
export function RangeChoice({ range, onRange }: { range: Range; onRange: (range: Range) => void }) {
	return (
		<SegmentedControl
			aria-label="Range"
			value={typeof range === "string" ? range : ""}
			onChange={(next) => onRange(next as Range)}
			data={presets.map((one) => ({ value: one, label: presetWords[one] }))}
		/>
	);
}

export interface TableChoiceProps {
	readonly table: boolean;
	readonly onTable: (seen: boolean) => void;
	/** On the button that shows them. */
	readonly words: string;
}

export function TableChoice({ table, onTable, words }: TableChoiceProps) {
	const label = table ? "Show the chart" : words;
	return (
		<Tooltip label={label}>
			<ActionIcon aria-label={label} onClick={() => onTable(!table)}>
				{table ? <IconChartAreaLine size={17} stroke={1.8} /> : <IconTable size={17} stroke={1.8} />}
			</ActionIcon>
		</Tooltip>
	);
}
