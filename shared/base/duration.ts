/**
 * Durations as people write and read them: `90s`, `5m`, `2h`, `1h30m`, `5d`, `1w` in; "5 min", "2 h 10 min" out.
 * Refuses signs, spaces inside, fractions, units that are not whole seconds, and a bare number, which one means as
 * minutes and another as seconds; settings, whose unit is told as seconds, take it.
 */
import { bad, good, type Outcome } from "./outcome.ts";

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Seconds. Errors: one sentence naming the text and the units; `0` needs none. */
export function parseDuration(text: string): Outcome<number> {
	const trimmed = text.trim().toLowerCase();
	if (/^0+$/.test(trimmed)) return good(0);
	if (/^\d{1,10}$/.test(trimmed)) return bad(`"${trimmed}" has no unit: ${trimmed}m or ${trimmed}s?`);
	if (!/^(\d{1,10}[smhdw])+$/.test(trimmed))
		return bad(`"${text.slice(0, 40)}" is not a duration: write 90s, 5m, 2h, 1h30m, 5d or 1w`);
	let total = 0;
	for (const [, count, unit] of trimmed.matchAll(/(\d+)([smhdw])/g))
		total += Number(count) * (unitSeconds[unit ?? "s"] ?? 1);
	return good(total);
}

/** The same, where it is told that a bare number is seconds: of settings. */
export function parseSeconds(text: string): Outcome<number> {
	const trimmed = text.trim();
	return /^\d{1,10}$/.test(trimmed) ? good(Number(trimmed)) : parseDuration(text);
}

/** At most two units, the larger ones: "45 s", "2 min 10 s", "3 h", "5 d 2 h". */
export function durationWords(seconds: number): string {
	const whole = Math.max(0, Math.round(seconds));
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return two([Math.floor(whole / 60), "min"], [whole % 60, "s"]);
	if (whole < 86_400) return two([Math.floor(whole / 3600), "h"], [Math.floor((whole % 3600) / 60), "min"]);
	return two([Math.floor(whole / 86_400), "d"], [Math.floor((whole % 86_400) / 3600), "h"]);
}

function two(large: readonly [number, string], small: readonly [number, string]): string {
	return small[0] === 0 ? `${large[0]} ${large[1]}` : `${large[0]} ${large[1]} ${small[0]} ${small[1]}`;
}

/** The shortest text that `parseDuration` reads back: 300 is `5m`, 90 is `90s`. */
export function durationText(seconds: number): string {
	for (const [unit, size] of [
		["d", 86_400],
		["h", 3600],
		["m", 60],
	] as const)
		if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
	return `${seconds}s`;
}
