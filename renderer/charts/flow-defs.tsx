/** The hatches of the flow charts: bands that are told from those of the same tone, and gaps. Once in each chart. */
import { fill } from "../ui/tone.ts";
import { flowGroups } from "./flow-groups.ts";

export function FlowDefs() {
	return (
		<defs>
			{flowGroups
				.filter((group) => group.hatched)
				.map((group) => (
					<Hatch key={group.id} id={`hatch-${group.id}`} colour={fill(group.tone)} />
				))}
			<pattern id="hatch-gap" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
				<rect width={1} height={6} fill="var(--line-strong)" />
			</pattern>
		</defs>
	);
}

function Hatch({ id, colour }: { id: string; colour: string }) {
	return (
		<pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
			<rect width={5} height={5} fill={colour} fillOpacity={0.28} />
			<rect width={2} height={5} fill={colour} fillOpacity={0.85} />
		</pattern>
	);
}
