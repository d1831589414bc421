/** The chart as a table: for a screen reader, and for whoever wants figures. About twelve rows, from round times on. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { pointText } from "../ui/durations.ts";
import { countText } from "../ui/numbers.ts";
import styles from "./flow-chart.module.css";
import { type FlowGroup, groupTotal } from "./flow-groups.ts";
import { tableSlices } from "./table-slices.ts";

const ROWS = 12;
/** What scrolls can be reached by keys. */
const frame = { tabIndex: 0, role: "region", "aria-label": "Attempts as a table" } as const;

export interface FlowTableProps {
	readonly points: readonly Point[];
	readonly groups: readonly FlowGroup[];
	readonly seen: boolean;
}

export function FlowTable({ points, groups, seen }: FlowTableProps) {
	const { slices, seconds } = tableSlices(points, ROWS);
	return (
		<div className={seen ? styles.tableFrame : "unseen"} {...(seen ? frame : {})}>
			<table className={styles.table}>
				<caption className="unseen">Attempts by what became of them, oldest first</caption>
				<thead>
					<tr>
						<th scope="col">From</th>
						{groups.map((group) => (
							<th key={group.id} scope="col">
								{group.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody className="figures">
					{slices.map((slice) => (
						<tr key={slice[0]?.at}>
							<th scope="row">{pointText(slice[0]?.at ?? 0, seconds)}</th>
							{groups.map((group) => (
								<td key={group.id}>
									{slice.every((point) => point.deferredNew === null)
										? "not known"
										: countText(groupTotal(slice, group))}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
