/** Instants in words, in UTC, without a clock: what is told to other hosts and written into sentences. */

const DAY_MS = 86_400_000;
const weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `10:42:07`, of the UTC day. */
export function utcTime(at: number): string {
	const seconds = Math.floor((((at % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
	return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
}

/** `10:42 UTC`; with the day where that is another one than `now`'s: `3 Mar 10:42 UTC`; and so with the year. */
export function utcWords(at: number, now: number): string {
	const time = `${utcTime(at).slice(0, 5)} UTC`;
	if (Math.floor(at / DAY_MS) === Math.floor(now / DAY_MS)) return time;
	const { day, month, year } = dateOf(at);
	return `${day} ${months[month - 1]} ${year === dateOf(now).year ? "" : `${year} `}${time}`;
}

/** RFC 5322 3.3, such as `Sat, 14 Mar 2026 10:42:07 +0000`. */
export function rfc5322Date(at: number): string {
	const { year, month, day } = dateOf(at);
	const weekday = weekdays[((Math.floor(at / DAY_MS) % 7) + 7) % 7];
	return `${weekday}, ${two(day)} ${months[month - 1]} ${year} ${utcTime(at)} +0000`;
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
	return String(value).padStart(2, "0");
}
