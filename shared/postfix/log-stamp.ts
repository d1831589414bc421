/**
 * The stamp at the beginning of a line of a system log, in the three ways it is met: RFC 3339 (rsyslog's and Postfix's
 * own), journalctl's short-iso (its zone without a colon), and the BSD one of RFC 3164, `Nov  4 06:25:01`, which tells
 * neither year nor zone. There the zone is the reader's, and the year the one that brings it nearest to now.
 */
import { readStamp, stampOf } from "../base/instant.ts";

export interface ReadAt {
	/** When the line is read, epoch milliseconds. */
	readonly now: number;
	/** Minutes east of UTC, for stamps that tell no zone. */
	readonly zoneMinutes: number;
}

export interface Stamped {
	/** Epoch milliseconds; cut to the second where the stamp is. */
	readonly at: number;
	readonly rest: string;
}

const iso = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d) /;
const bsd = /^([A-Z][a-z]{2}) ([ 0-3]\d) (\d\d:\d\d:\d\d) /;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `null`: the line begins with no stamp that is an instant. Never throws. */
export function stampOfLine(line: string, read: ReadAt): Stamped | null {
	const whole = iso.exec(line);
	if (whole !== null) {
		const [all, time = "", fraction = "", zone = ""] = whole;
		const thousandths = fraction.slice(0, 3).padEnd(3, "0");
		const at = readStamp(`${time}.${thousandths}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
		return at === null ? null : { at, rest: line.slice(all.length) };
	}
	const short = bsd.exec(line);
	if (short === null) return null;
	const [all, month = "", day = "", time = ""] = short;
	const at = nearest(`${two(months.indexOf(month) + 1)}-${day.replace(" ", "0")}T${time}.000Z`, read);
	return at === null ? null : { at, rest: line.slice(all.length) };
}

/** 29 February is an instant in some years only. */
function nearest(withoutYear: string, { now, zoneMinutes }: ReadAt): number | null {
	const year = Number(stampOf(now).slice(0, 4));
	let best: number | null = null;
	for (const candidate of [year - 1, year, year + 1]) {
		const utc = readStamp(`${String(candidate).padStart(4, "0")}-${withoutYear}`);
		if (utc === null) continue;
		const at = utc - zoneMinutes * 60_000;
		if (best === null || Math.abs(at - now) < Math.abs(best - now)) best = at;
	}
	return best;
}

function two(value: number): string {
	return String(value).padStart(2, "0");
}
