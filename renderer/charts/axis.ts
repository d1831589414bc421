/** Round ticks of time and steady, round tops of the value axis. */
import { clockText, dayText, minuteText } from "../ui/durations.ts";
import { zoneOffset } from "../ui/zone.ts";

const MINUTE = 60_000;
const steps = [
	10_000,
	30_000,
	MINUTE,
	5 * MINUTE,
	10 * MINUTE,
	30 * MINUTE,
	60 * MINUTE,
	180 * MINUTE,
	240 * MINUTE,
	360 * MINUTE,
	720 * MINUTE,
];
const DAY = 1_440 * MINUTE;

/**
 * Instants at round clock times of the page's zone, at most `most` of them. Where its clocks change meanwhile, the hour
 * that comes twice has its ticks twice, and the one that is left out has none.
 */
export function timeTicks(span: { readonly from: number; readonly to: number }, most: number): number[] {
	const long = span.to - span.from;
	const wide = steps.find((step) => long / step <= most) ?? Math.ceil(long / most / DAY) * DAY;
	// A label at the very edge would be cut.
	const last = span.to - (span.to - span.from) * 0.02;
	const steady = zoneOffset(span.from) === zoneOffset(span.to);
	// Every zone is apart from UTC by quarters of an hour.
	const stride = steady ? wide : Math.min(wide, 15 * MINUTE);
	const zone = zoneOffset(span.from);
	const ticks: number[] = [];
	for (let at = Math.ceil((span.from + zone) / stride) * stride - zone; at <= last; at += stride)
		if (steady || (at + zoneOffset(at)) % wide === 0) ticks.push(at);
	return ticks;
}

/** How a tick is told: by its time, by its day where that begins, and by days alone where `long` is more than a week. */
export function tickText(at: number, long: number): string {
	const minute = minuteText(at);
	if (long > 8 * DAY || (long > DAY && minute === "00:00")) return dayText(at).slice(0, -5);
	return at % MINUTE === 0 ? minute : clockText(at);
}

/** The next of 1, 2, 4, 5, 8 times a power of ten. */
export function niceTop(value: number): number {
	if (value <= 4) return 4;
	const power = 10 ** Math.floor(Math.log10(value));
	const factor = [1, 2, 4, 5, 8, 10].find((one) => one * power >= value) ?? 10;
	return factor * power;
}

/** Grows at once, shrinks only when less than half is used: an axis that breathes cannot be read. */
export function steadyTop(before: number, value: number): number {
	const next = niceTop(value * 1.05);
	return next > before || value < before * 0.4 ? next : before;
}

/** Even, whole steps from nothing to a top of `niceTop`: five where it begins with 1 or 5, else four. */
export function valueTicks(top: number): number[] {
	const parts = /^[15]/.test(String(top)) ? 5 : 4;
	return Array.from({ length: parts + 1 }, (_, part) => (top * part) / parts);
}
