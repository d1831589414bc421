/** One zone for every time of the page, also where its clocks change. */
import { afterEach, describe, expect, test } from "vitest";
import { timeTicks } from "../../../renderer/charts/axis.ts";
import { clockText, instantText, minuteText, saidText, whenText } from "../../../renderer/ui/durations.ts";
import { isZone, knownZones, showTimesIn, zoneName, zoneOffset } from "../../../renderer/ui/zone.ts";

afterEach(() => showTimesIn("local"));
const HOUR = 3_600_000;

describe("an instant", () => {
	const at = Date.UTC(2026, 10, 24, 23, 41, 7);
	test.each([
		["utc", "24 Nov 2026, 23:41:07 UTC"],
		["Europe/Vienna", "25 Nov 2026, 00:41:07 CET"],
		["Asia/Kathmandu", "25 Nov 2026, 05:26:07 GMT+5:45"],
		["America/New_York", "24 Nov 2026, 18:41:07 GMT-5"],
	])("in %s reads %s", (zone, text) => {
		showTimesIn(zone);
		expect(instantText(at)).toBe(text);
	});

	test("in the machine's own zone is told by the machine", () => {
		const date = new Date(at);
		expect(clockText(at)).toBe(date.toTimeString().slice(0, 8));
		expect(zoneOffset(at) + date.getTimezoneOffset() * 60_000).toBe(0);
	});

	test("of another day in that zone is told with its day, whatever day it is in UTC", () => {
		showTimesIn("Europe/Vienna");
		expect(whenText(at, at - 2 * HOUR)).toBe("25 Nov 00:41");
		expect(whenText(at, at + 2 * HOUR)).toBe("00:41:07");
	});

	test("in a zone nobody knows is told in UTC, and named so", () => {
		showTimesIn("Atlantis/Capital");
		expect(isZone("Atlantis/Capital")).toBe(false);
		expect(instantText(at)).toContain("23:41:07 UTC");
	});
});

test("every zone that can be chosen is a zone", () => {
	expect(knownZones().length).toBeGreaterThan(300);
	expect(knownZones().filter((zone) => !isZone(zone))).toEqual([]);
});

test("the daemon's sentences are told in the page's zone, their days too", () => {
	const saidAt = Date.UTC(2026, 10, 24, 22, 30);
	showTimesIn("Europe/Vienna");
	expect(saidText("It may pass from 22:31:00 UTC, until 25 Nov 21:30 UTC.", saidAt)).toBe(
		"It may pass from 23:31:00, until 25 Nov 22:30.",
	);
	showTimesIn("Asia/Tokyo");
	expect(saidText("already delivered at 14:59 UTC", saidAt)).toBe("already delivered at 24 Nov 23:59");
	expect(saidText("It came at 10:41 and no zone is named", saidAt)).toBe("It came at 10:41 and no zone is named");
});

describe("the axis of a day on which the clocks change", () => {
	test("has 25 hours in autumn: the hour that comes twice is ruled twice", () => {
		showTimesIn("Europe/Vienna");
		const from = Date.UTC(2026, 9, 24, 22);
		const hours = timeTicks({ from, to: from + 26 * HOUR }, 26);
		expect(hours.slice(0, 5).map((at) => `${minuteText(at)} ${zoneName(at)}`)).toEqual([
			"00:00 CEST",
			"01:00 CEST",
			"02:00 CEST",
			"02:00 CET",
			"03:00 CET",
		]);
		expect(hours.filter((at) => minuteText(at) === "00:00")).toEqual([from, from + 25 * HOUR]);
	});

	test("has 23 hours in spring: no tick stands where the clock shows no such hour", () => {
		showTimesIn("Europe/Vienna");
		const from = Date.UTC(2026, 2, 28, 23);
		const hours = timeTicks({ from, to: from + 24 * HOUR }, 24);
		expect(hours.slice(0, 4).map(minuteText)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
		expect(hours.filter((at) => minuteText(at) === "00:00")).toEqual([from, from + 23 * HOUR]);
	});

	test.each(["utc", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"])(
		"is ruled at round times of %s",
		(zone) => {
			showTimesIn(zone);
			const from = Date.UTC(2026, 9, 31, 22, 7, 13);
			for (const span of [300_000, HOUR, 24 * HOUR, 50 * HOUR]) {
				const ticks = timeTicks({ from, to: from + span }, 12);
				expect(ticks.length).toBeGreaterThan(2);
				for (const at of ticks) if (span >= HOUR) expect(Number(minuteText(at).slice(3)) % 5).toBe(0);
			}
		},
	);
});
