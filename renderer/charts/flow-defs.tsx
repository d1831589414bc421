/** The hatches of the flow charts: bands that are told from those of the same tone, and gaps. Once in each chart. */
import { fill } from "../ui/tone.ts";
import { type FlowGroup, flowGroups } from "./flow-groups.ts";

export function FlowDefs() {
	return (
		<defs>
			{flowGroups
				.filter((group) => group.hatching !== "none")
				.map((group) => (
					<Hatch key={group.id} group={group} />
				))}
			<pattern id="hatch-gap" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
				<rect width={1} height={6} fill="var(--line-strong)" />
			</pattern>
		</defs>
	);
}

function Hatch({ group }: { group: FlowGroup }) {
	const colour = fill(group.tone);
	const crossed = group.hatching === "crossed";
	const [size, line] = crossed ? [6, 1.3] : [5, 2];
	return (
		<pattern
			id={`hatch-${group.id}`}
			width={size}
			height={size}
			patternUnits="userSpaceOnUse"
			patternTransform="rotate(45)"
		>
			<rect width={size} height={size} fill={colour} fillOpacity={crossed ? 0.12 : 0.28} />
			<rect width={line} height={size} fill={colour} fillOpacity={0.85} />
			{crossed && <rect width={size} height={line} fill={colour} fillOpacity={0.85} />}
		</pattern>
	);
}
