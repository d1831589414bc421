/** How a range is told: "last 24 h", or from when to when. */
import type { Span } from "../../../shared/protocol/address.ts";
import type { Range } from "../../state/address.ts";
import { presetWords } from "../../state/ranges.ts";
import { clockText, dayText } from "../../ui/durations.ts";
import { zoneName } from "../../ui/zone.ts";

export function rangeWords(range: Range): string {
	return typeof range === "string" ? `last ${presetWords[range]}` : spanWords(range);
}

/** `24 Nov 2026, 10:41:00 – 10:46:00 CET`: the day twice only where there are two. */
export function spanWords({ from, to }: Span): string {
	const last = dayText(from) === dayText(to) ? "" : `${dayText(to)}, `;
	return `${dayText(from)}, ${clockText(from)} – ${last}${clockText(to)} ${zoneName(to)}`;
}
