/** The sample of a band beside its name: filled or hatched as in the chart. */
import { fill } from "../ui/tone.ts";
import type { FlowGroup } from "./flow-groups.ts";

export function Swatch({ group }: { group: FlowGroup }) {
	const colour = fill(group.tone);
	return (
		<svg width={10} height={10} aria-hidden style={{ flex: "none" }}>
			<rect width={10} height={10} rx={2} fill={colour} fillOpacity={group.hatched ? 0.3 : 1} />
			{group.hatched && <path d="M-1 7 7 -1M2 12 12 2" stroke={colour} strokeWidth={2.4} />}
		</svg>
	);
}
