/**
 * Instants in words: relative to the *host's* now, and absolute in the operator's own zone. Unknown is "unknown".
 */
import { durationWords } from "../../shared/base/duration.ts";

/** "3 min ago", "in 2 min 10 s", "now". */
export function relative(at: number, now: number): string {
	const seconds = Math.round((at - now) / 1000);
	if (seconds === 0) return "now";
	return seconds < 0 ? `${durationWords(-seconds)} ago` : `in ${durationWords(seconds)}`;
}

/** `2026-11-24 14:02:31` of the operator's zone; milliseconds never help at this place. */
export function absolute(at: number): string {
	const date = new Date(at);
	const two = (value: number) => String(value).padStart(2, "0");
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(date)}`;
}

function clockTime(date: Date): string {
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Both; the day is left out where it is the host's today. */
export function both(at: number, now: number): string {
	const stamp = absolute(at);
	const short = stamp.slice(0, 10) === absolute(now).slice(0, 10) ? stamp.slice(11) : stamp;
	return `${relative(at, now)} (${short})`;
}
