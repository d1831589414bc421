/**
 * The one time zone of the page, in which every absolute time is told and each axis ruled. It is set where the
 * preferences change, and the page is drawn anew then; so it need not be handed through each table, chart and title.
 */

/** As in the preferences: `local`, `utc`, or a name of the IANA database. */
export type ZoneChoice = string;

interface Zone {
	/** Of `Intl`; undefined: the machine's own. */
	readonly name: string | undefined;
	readonly fields: Intl.DateTimeFormat;
	readonly names: Intl.DateTimeFormat;
}

const MINUTE = 60_000;
let zone = zoneOf("local");

/** Every time is told in it from now on. A zone that this browser does not know counts as UTC, and is told as that. */
export function showTimesIn(choice: ZoneChoice): void {
	zone = isZone(choice) ? zoneOf(choice) : zoneOf("utc");
}

export function isZone(choice: ZoneChoice): boolean {
	if (choice === "local" || choice === "utc") return true;
	try {
		return new Intl.DateTimeFormat("en-GB", { timeZone: choice }) !== null;
	} catch {
		return false;
	}
}

/** What browsers still list by an older name only. */
const renamed = ["Asia/Kolkata", "Asia/Kathmandu", "Asia/Ho_Chi_Minh", "Asia/Yangon", "Europe/Kyiv", "America/Nuuk"];

/** All zones by name. */
export function knownZones(): readonly string[] {
	return [...new Set([...Intl.supportedValuesOf("timeZone"), ...renamed.filter(isZone)])].sort();
}

/** Name of the machine's own zone: `Europe/Vienna`. */
export function ownZone(): string {
	return new Intl.DateTimeFormat("en-GB").resolvedOptions().timeZone;
}

/** What the zone is called at an instant: `UTC`, `CET`, `GMT+5:30`. */
export function zoneName(at: number): string {
	return zone.names.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
}

export interface WallTime {
	readonly year: number;
	/** 1 to 12. */
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
}

/** What a clock on the wall of the zone shows. */
export function wallTime(at: number): WallTime {
	if (zone.name === undefined) {
		const date = new Date(at);
		return {
			year: date.getFullYear(),
			month: date.getMonth() + 1,
			day: date.getDate(),
			hour: date.getHours(),
			minute: date.getMinutes(),
			second: date.getSeconds(),
		};
	}
	const parts: Record<string, number> = {};
	for (const { type, value } of zone.fields.formatToParts(at)) parts[type] = Number(value);
	const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
	return { year, month, day, hour, minute, second };
}

/** How far the wall's clock is ahead of UTC at an instant: milliseconds, of whole minutes. */
export function zoneOffset(at: number): number {
	const { year, month, day, hour, minute } = wallTime(at);
	return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE;
}

function zoneOf(choice: ZoneChoice): Zone {
	const name = choice === "local" ? undefined : choice === "utc" ? "UTC" : choice;
	const fields = {
		timeZone: name,
		hourCycle: "h23",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	} as const;
	return {
		name,
		fields: new Intl.DateTimeFormat("en-GB", fields),
		names: new Intl.DateTimeFormat("en-GB", { timeZone: name, timeZoneName: "short" }),
	};
}
