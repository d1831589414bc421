/** The sample of a band beside its name: filled, hatched or crossed as in the chart. */
import { fill } from "../ui/tone.ts";
import type { FlowGroup, Hatching } from "./flow-groups.ts";

const looks: Readonly<Record<Hatching, { readonly ground: number; readonly lines: string; readonly width: number }>> = {
	none: { ground: 1, lines: "", width: 0 },
	stripes: { ground: 0.3, lines: "M-1 7 7 -1M2 12 12 2", width: 2.4 },
	crossed: { ground: 0.2, lines: "M0 0 10 10M10 0 0 10", width: 1.8 },
};

export function Swatch({ group }: { group: FlowGroup }) {
	const colour = fill(group.tone);
	const { ground, lines, width } = looks[group.hatching];
	return (
		<svg width={10} height={10} aria-hidden style={{ flex: "none" }}>
			<rect width={10} height={10} rx={2} fill={colour} fillOpacity={ground} />
			{lines !== "" && <path d={lines} stroke={colour} strokeWidth={width} />}
		</svg>
	);
}
