import { describe, expect, test } from "vitest";
import { durationText, durationWords, parseDuration, parseSeconds } from "../../../shared/base/duration.ts";

describe("a duration is read as people write it", () => {
	test.each([
		["90s", 90],
		["5m", 300],
		["2h", 7200],
		["1h30m", 5400],
		["5d", 432_000],
		["1w", 604_800],
		[" 10M ", 600],
		["0", 0],
	])("%j", (text, seconds) => {
		expect(parseDuration(text)).toEqual({ ok: true, value: seconds });
	});
	test.each(["", "m", "-5m", "1.5h", "5 m", "5x", "0x10", "1e3", "m5", "5m!"])("%j is refused with words", (text) => {
		const read = parseDuration(text);
		expect(read.ok || read.problem).toContain("is not a duration: write 90s, 5m");
	});
	test("a number without a unit is asked about: one means minutes, another seconds", () => {
		expect(parseDuration("60")).toEqual({ ok: false, problem: '"60" has no unit: 60m or 60s?' });
		expect(parseSeconds(" 60 ")).toEqual({ ok: true, value: 60 });
		expect(parseSeconds("1h")).toEqual({ ok: true, value: 3600 });
	});
});

test.each([
	[0, "0 s", "0s"],
	[59.4, "59 s", null],
	[60, "1 min", "1m"],
	[130, "2 min 10 s", "130s"],
	[3600, "1 h", "1h"],
	[7800, "2 h 10 min", "130m"],
	[172_800, "2 d", "2d"],
	[180_000, "2 d 2 h", "50h"],
])("%d seconds are shown as %j and written as %j", (seconds, words, text) => {
	expect(durationWords(seconds)).toBe(words);
	if (text === null) return;
	expect(durationText(seconds)).toBe(text);
	expect(parseDuration(text)).toEqual({ ok: true, value: seconds });
});
