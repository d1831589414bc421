/** The chart as a table: for a screen reader, and for whoever wants figures. Twelve rows over the range. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { pointText } from "../ui/durations.ts";
import { countText } from "../ui/numbers.ts";
import styles from "./flow-chart.module.css";
import { flowGroups, groupTotal } from "./flow-groups.ts";

const ROWS = 12;
/** What scrolls can be reached by keys. */
const frame = { tabIndex: 0, role: "region", "aria-label": "Attempts as a table" } as const;

export function FlowTable({ points, seen }: { points: readonly Point[]; seen: boolean }) {
	const size = Math.max(1, Math.ceil(points.length / ROWS));
	const slices = Array.from({ length: Math.ceil(points.length / size) }, (_, n) =>
		points.slice(n * size, (n + 1) * size),
	);
	const [first, second] = slices;
	const apart = ((second?.[0]?.at ?? 0) - (first?.[0]?.at ?? 0)) / 1000;
	return (
		<div className={seen ? styles.tableFrame : "unseen"} {...(seen ? frame : {})}>
			<table className={styles.table}>
				<caption className="unseen">Attempts by what became of them, oldest first</caption>
				<thead>
					<tr>
						<th scope="col">From</th>
						{flowGroups.map((group) => (
							<th key={group.id} scope="col">
								{group.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody className="figures">
					{slices.map((slice) => (
						<tr key={slice[0]?.at}>
							<th scope="row">{pointText(slice[0]?.at ?? 0, apart)}</th>
							{flowGroups.map((group) => (
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
