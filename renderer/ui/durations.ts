/**
 * Durations and instants in words; seconds and epoch milliseconds in, text out. The one place where a time of day is
 * written: in the page's zone (zone.ts).
 */
import { withInstants } from "../../shared/base/instant.ts";
import { type WallTime, wallTime, zoneName } from "./zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `0:42`, `12:05`, `3 h 12 m`, `2 d 4 h`: as short as it can be and still be right. */
export function durationText(seconds: number | null): string {
	if (seconds === null) return "–";
	const whole = Math.max(0, Math.round(seconds));
	if (whole < 3_600) return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
	if (whole < 86_400) return `${Math.floor(whole / 3_600)} h ${two(Math.floor((whole % 3_600) / 60))} m`;
	return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3_600)} h`;
}

/** `12 s`, `4 min`, `3 h`, `2 d`: how long ago, coarse on purpose, so that it does not flicker. */
export function agoText(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	if (seconds < 60) return `${seconds} s`;
	if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
	return `${Math.floor(seconds / 86_400)} d`;
}

/** Seconds as `1.4 s`, `58 s`, `4:12`: for figures. */
export function delayText(seconds: number | null): string {
	if (seconds === null) return "–";
	return seconds < 10 && seconds > 0 ? `${seconds.toFixed(1)} s` : durationText(seconds);
}

/** `10:41:07`. */
export function clockText(at: number): string {
	const { hour, minute, second } = wallTime(at);
	return [hour, minute, second].map(two).join(":");
}

/** `10:41`. */
export function minuteText(at: number): string {
	return clockText(at).slice(0, 5);
}

/** When a point of a chart begins: with its day where points are hours or days apart. */
export function pointText(at: number, stepSeconds: number): string {
	return stepSeconds < 3_600 ? clockText(at) : `${shortDay(wallTime(at))} ${minuteText(at)}`;
}

/** `24 Nov 2026`. */
export function dayText(at: number): string {
	const wall = wallTime(at);
	return `${shortDay(wall)} ${wall.year}`;
}

/** `24 Nov 2026, 10:41:07 CET`: whole, with the zone it is told in. */
export function instantText(at: number): string {
	return `${dayText(at)}, ${clockText(at)} ${zoneName(at)}`;
}

/** The time, and the day too where it is not today. */
export function whenText(at: number, now: number): string {
	return dayText(at) === dayText(now) ? clockText(at) : `${shortDay(wallTime(at))} ${minuteText(at)}`;
}

/** A sentence of the daemon's, whose times are of UTC, with those of the page's zone. `saidAt`: when it was made. */
export function saidText(sentence: string, saidAt: number): string {
	return withInstants(sentence, saidAt, (at, precise) => {
		const time = precise ? clockText(at) : minuteText(at);
		return dayText(at) === dayText(saidAt) ? time : `${shortDay(wallTime(at))} ${time}`;
	});
}

function shortDay({ day, month }: WallTime): string {
	return `${day} ${months[month - 1]}`;
}

function two(number: number): string {
	return String(number).padStart(2, "0");
}
