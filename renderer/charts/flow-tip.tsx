/** What stands under the pointer: every count of the bucket that is not zero, by band. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { pointText } from "../ui/durations.ts";
import { countText } from "../ui/numbers.ts";
import styles from "./flow-chart.module.css";
import type { FlowGroup } from "./flow-groups.ts";
import { Swatch } from "./swatch.tsx";

export interface FlowTipProps {
	readonly point: Point | null;
	readonly groups: readonly FlowGroup[];
	readonly stepSeconds: number;
}

export function FlowTip({ point, groups, stepSeconds }: FlowTipProps) {
	if (point === null) return null;
	const end = stepSeconds === 1 ? "" : ` – ${pointText(point.at + stepSeconds * 1000, stepSeconds)}`;
	return (
		<div className={styles.tip}>
			<div className={`${styles.tipTime} figures`}>{pointText(point.at, stepSeconds) + end}</div>
			{point.deferredNew === null ? (
				<div className="soft">{point.gap ? "Not recorded: mail passed unasked" : "Not known"}</div>
			) : (
				[...groups].reverse().map((group) => (
					<div key={group.id}>
						<div className={styles.tipRow}>
							<Swatch group={group} />
							<span>{group.label}</span>
							<b className="figures">{countText(sumOf(point, group.parts))}</b>
						</div>
						{partsOf(point, group).map(([name, words]) => (
							<div key={name} className={styles.tipPart}>
								<span>{words}</span>
								<span className="figures">{countText(point[name])}</span>
							</div>
						))}
					</div>
				))
			)}
		</div>
	);
}

/** What the band is made of, where its name does not tell. */
function partsOf(point: Point, group: FlowGroup) {
	const some = group.parts.filter(([name]) => (point[name] ?? 0) > 0);
	return some.length > 1 || group.id === "white" ? some : [];
}

function sumOf(point: Point, parts: readonly (readonly [keyof Point, string])[]): number {
	return parts.reduce((sum, [name]) => sum + Number(point[name] ?? 0), 0);
}
