/**
 * What a range means: how long it is, and how many seconds a point of its chart counts. Never more than 365 points,
 * and a step that the history still has: seconds for some hours, minutes for a month, hours and days for two years. Pure.
 */
import { type Preset, presets, type Span } from "../../shared/protocol/address.ts";
import type { Range } from "./address.ts";

export interface RangeParts {
	readonly seconds: number;
	/** Seconds a point. */
	readonly step: number;
	/** Null: it moves with the host's clock. */
	readonly fixed: Span | null;
}

/** How the last so much is told. */
export const presetWords: Readonly<Record<Preset, string>> = {
	"5m": "5 min",
	"1h": "1 h",
	"24h": "24 h",
	"7d": "7 d",
	"30d": "30 d",
	"1y": "1 y",
};

const presetParts: Readonly<Record<Preset, RangeParts>> = {
	"5m": { seconds: 300, step: 1, fixed: null },
	"1h": { seconds: 3_600, step: 60, fixed: null },
	"24h": { seconds: 86_400, step: 300, fixed: null },
	"7d": { seconds: 604_800, step: 3_600, fixed: null },
	"30d": { seconds: 2_592_000, step: 10_800, fixed: null },
	"1y": { seconds: 31_536_000, step: 86_400, fixed: null },
};

const MOST_POINTS = 300;
const steps = [1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 43_200];
/** The history drops its seconds after six hours; a chart that is looked at for a while must not lose its points. */
const SECONDS_LAST = 5 * 3_600;
/** And its minutes after 32 days. */
const MINUTES_LAST = 31 * 86_400;

/** `now` is the host's time: what is long past is told by the minute, or the hour. */
export function rangeParts(range: Range, now: number): RangeParts {
	if (typeof range === "string") return presetParts[range];
	const ago = (now - range.from) / 1000;
	const least = ago > MINUTES_LAST ? 3_600 : ago > SECONDS_LAST ? 60 : 1;
	const step = steps.find((one) => one >= least && (range.to - range.from) / 1000 / one <= MOST_POINTS) ?? 86_400;
	const fixed = stepped(range, step);
	return { seconds: (fixed.to - fixed.from) / 1000, step, fixed };
}

/** The whole steps that hold a span. */
export function stepped({ from, to }: Span, stepSeconds: number): Span {
	const step = stepSeconds * 1000;
	return { from: Math.floor(from / step) * step, to: Math.ceil(to / step) * step };
}

/** The time a range shows now. */
export function spanAt(range: Range, now: number): Span {
	const { seconds, step, fixed } = rangeParts(range, now);
	if (fixed !== null) return fixed;
	const to = Math.ceil(now / (step * 1000)) * step * 1000;
	return { from: to - seconds * 1000, to };
}

/** Three times as long, around the same middle, but not beyond now; a year is the longest that moves with the clock. */
export function zoomedOut(range: Range, now: number): Range {
	if (typeof range === "string") return presets[presets.indexOf(range) + 1] ?? range;
	const long = (range.to - range.from) * 3;
	const to = Math.min(Math.round(range.to + long / 3), Math.ceil(now / 1000) * 1000);
	return { from: to - long, to };
}
