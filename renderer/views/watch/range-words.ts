/** How a range is told: "last 24 h", or from when to when. */
import type { Span } from "../../../shared/protocol/address.ts";
import type { Range } from "../../state/address.ts";
import { presetWords } from "../../state/ranges.ts";
import { clockText, dayText, minuteText } from "../../ui/durations.ts";
import { zoneName } from "../../ui/zone.ts";

export function rangeWords(range: Range): string {
	return typeof range === "string" ? `last ${presetWords[range]}` : spanWords(range);
}

/** As short as fits over a figure: "last 24 h", "10:41 – 10:46". */
export function shortRange(range: Range): string {
	if (typeof range === "string") return rangeWords(range);
	const { from, to } = range;
	const time = to - from < 120_000 ? clockText : minuteText;
	return dayText(from) === dayText(to)
		? `${time(from)} – ${time(to)}`
		: `${dayText(from).slice(0, -5)} ${time(from)} – ${dayText(to).slice(0, -5)} ${time(to)}`;
}

/** `24 Nov 2026, 10:41:00 – 10:46:00 CET`: the day twice only where there are two. */
export function spanWords({ from, to }: Span): string {
	const last = dayText(from) === dayText(to) ? "" : `${dayText(to)}, `;
	return `${dayText(from)}, ${clockText(from)} – ${last}${clockText(to)} ${zoneName(to)}`;
}
