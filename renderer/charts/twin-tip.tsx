/** What stands under the pointer at both hosts: every band, side by side. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { pointText } from "../ui/durations.ts";
import { countText } from "../ui/numbers.ts";
import styles from "./flow-chart.module.css";
import type { FlowGroup } from "./flow-groups.ts";
import { Swatch } from "./swatch.tsx";
import type { TwinPoint } from "./twin-points.ts";

export interface TwinTipProps {
	readonly point: TwinPoint | null;
	/** Upper, lower. */
	readonly names: readonly [string, string];
	readonly groups: readonly FlowGroup[];
	readonly stepSeconds: number;
}

export function TwinTip({ point, names, groups, stepSeconds }: TwinTipProps) {
	if (point === null) return null;
	const end = stepSeconds === 1 ? "" : ` – ${pointText(point.at + stepSeconds * 1000, stepSeconds)}`;
	return (
		<div className={styles.tip}>
			<table className={styles.twinTip}>
				<thead>
					<tr>
						<th className="figures">{pointText(point.at, stepSeconds) + end}</th>
						{names.map((name) => (
							<th key={name}>{name}</th>
						))}
					</tr>
				</thead>
				<tbody>
					{[...groups].reverse().map((group) => (
						<tr key={group.id}>
							<th>
								<Swatch group={group} /> {group.label}
							</th>
							<td className="figures">{told(point.upper, group)}</td>
							<td className="figures">{told(point.lower, group)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function told(point: Point | null, group: FlowGroup): string {
	if (point === null || point.deferredNew === null) return point?.gap === true ? "not recorded" : "not known";
	return countText(group.parts.reduce((sum, [name]) => sum + (point[name] ?? 0), 0));
}
