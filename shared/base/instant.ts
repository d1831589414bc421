/** Instants in words, in UTC, without a clock: what is told to other hosts and written into sentences. */

const DAY_MS = 86_400_000;
const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Told last: many mails of one second are told the same. */
const told = { seconds: -1, time: "" };

/** `10:42:07`, of the UTC day. */
export function utcTime(at: number): string {
	const seconds = Math.floor((((at % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
	if (seconds !== told.seconds) {
		told.seconds = seconds;
		told.time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	}
	return told.time;
}

/** As `utcWords`, to the second. */
export function utcSecondWords(at: number, now: number): string {
	return `${dayBefore(at, now)}${utcTime(at)} UTC`;
}

/** `10:42 UTC`; with the day where that is another one than `now`'s: `3 Mar 10:42 UTC`; and so with the year. */
export function utcWords(at: number, now: number): string {
	return `${dayBefore(at, now)}${utcTime(at).slice(0, 5)} UTC`;
}

function dayBefore(at: number, now: number): string {
	if (Math.floor(at / DAY_MS) === Math.floor(now / DAY_MS)) return "";
	const { day, month, year } = dateOf(at);
	return `${day} ${months[month - 1]} ${year === dateOf(now).year ? "" : `${year} `}`;
}

const said = new RegExp(
	`\\b(?:(\\d{1,2}) (${months.join("|")}) (?:(\\d{4}) )?)?(\\d{2}):(\\d{2})(?::(\\d{2}))? UTC\\b`,
	"g",
);

/**
 * The way back from `utcWords` and `utcSecondWords`: a sentence of ours with each instant in it put in other words, for
 * a screen that shows another zone. `saidAt`: when the sentence was made, by which its days are told.
 */
export function withInstants(
	sentence: string,
	saidAt: number,
	words: (at: number, precise: boolean) => string,
): string {
	const today = dateOf(saidAt);
	return sentence.replace(said, (...parts: (string | undefined)[]) => {
		const [day, month, year, hour, minute, second] = parts.slice(1, 7);
		const date =
			day === undefined || month === undefined
				? today
				: { year: Number(year ?? today.year), month: months.indexOf(month) + 1, day: Number(day) };
		const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0);
		return words(daysOf(date.year, date.month, date.day) * DAY_MS + clock * 1000, second !== undefined);
	});
}

/** RFC 5322 3.3, such as `Sat, 14 Mar 2026 10:42:07 +0000`. */
export function rfc5322Date(at: number): string {
	const { year, month, day } = dateOf(at);
	const weekday = weekdays[((Math.floor(at / DAY_MS) % 7) + 7) % 7];
	return `${weekday}, ${two(day)} ${months[month - 1]} ${year} ${utcTime(at)} +0000`;
}

/** RFC 3339 in UTC, to the millisecond only where there are some: `2026-11-24T10:41:07Z`. */
export function stampOf(at: number): string {
	const { year, month, day } = dateOf(at);
	const thousandths = ((at % 1000) + 1000) % 1000;
	const fraction = thousandths === 0 ? "" : `.${String(thousandths).padStart(3, "0")}`;
	return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${utcTime(at)}${fraction}Z`;
}

const stamp = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** RFC 3339; seconds may be left out, the zone may not. Null where it is no such instant: `2026-02-30T10:00Z`. */
export function readStamp(text: string): number | null {
	const parts = stamp.exec(text);
	if (parts === null) return null;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
		.slice(1, 7)
		.map((part) => Number(part ?? 0));
	const [awayHours, awayMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
	if (hour > 23 || minute > 59 || second > 59 || awayHours > 14 || awayMinutes > 59) return null;
	const midnight = daysOf(year, month, day) * DAY_MS;
	const real = dateOf(midnight);
	if (month < 1 || month > 12 || real.month !== month || real.day !== day) return null;
	const away = (awayHours * 60 + awayMinutes) * 60 * (parts[8] === "-" ? -1 : 1);
	const thousandths = Number((parts[7] ?? "").padEnd(3, "0"));
	return midnight + (hour * 3600 + minute * 60 + second - away) * 1000 + thousandths;
}

/** Days from 1 January 1970 to a civil date; the way back of `dateOf`. */
function daysOf(year: number, month: number, day: number): number {
	const marchYear = month <= 2 ? year - 1 : year;
	const era = Math.floor(marchYear / 400);
	const yearOfEra = marchYear - era * 400;
	const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
	return (
		era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
	);
}

/** The civil date of an instant: days counted from 1 March of year 0, in eras of 400 years. */
function dateOf(at: number): { readonly year: number; readonly month: number; readonly day: number } {
	const days = Math.floor(at / DAY_MS) + 719_468;
	const era = Math.floor(days / 146_097);
	const dayOfEra = days - era * 146_097;
	const yearOfEra = Math.floor(
		(dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
	);
	const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
	const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
	const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
	return {
		year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
		month,
		day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
	};
}

function two(value: number): string {
	return value < 10 ? `0${value}` : `${value}`;
}
