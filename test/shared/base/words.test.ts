/** Instants and foreign text, made fit for sentences. */
import { describe, expect, test } from "vitest";
import { clean, hasControl, isClean } from "../../../shared/base/clean.ts";
import {
	readStamp,
	rfc5322Date,
	stampOf,
	utcSecondWords,
	utcTime,
	utcWords,
	withInstants,
} from "../../../shared/base/instant.ts";

describe("instants", () => {
	test("are told as the platform's calendar tells them", () => {
		for (let year = 1969; year <= 2105; year += 1)
			for (const [month, day] of [
				[0, 1],
				[1, 28],
				[1, 29],
				[2, 1],
				[11, 31],
			] as const) {
				const at = Date.UTC(year, month, day, 23, 59, 58);
				expect(rfc5322Date(at)).toBe(new Date(at).toUTCString().replace("GMT", "+0000"));
				expect(stampOf(at + 40)).toBe(new Date(at + 40).toISOString());
				expect(readStamp(stampOf(at))).toBe(at);
				expect(readStamp(stampOf(at + 40))).toBe(at + 40);
			}
	});
	test("name the day only where it is another one", () => {
		const at = Date.UTC(2026, 2, 14, 10, 42, 7);
		expect(utcTime(at)).toBe("10:42:07");
		expect(utcWords(at, at + 3_600_000)).toBe("10:42 UTC");
		expect(utcWords(at, at + 86_400_000)).toBe("14 Mar 10:42 UTC");
	});
});

describe("foreign text", () => {
	const table: readonly (readonly [string, string])[] = [
		["plain text", "plain text"],
		["two\nlines\t\u0000\u001b[31m", "two?lines???[31m"],
		["user\u202etxt.exe", "user?txt.exe"],
		["\u2066x\u2069\u200f\ufeff\u0085\u2028", "?x?????"],
		["jörg 日本 👍", "jörg 日本 👍"],
	];
	for (const [text, shown] of table)
		test(JSON.stringify(text), () => {
			expect(clean(text)).toBe(shown);
			expect(isClean(text)).toBe(text === shown);
		});
	test("has control characters, or only such as turn the writing", () => {
		expect(["a\u0000", "a\u001f", "a\u007f", "a\u009f"].map(hasControl)).toEqual([true, true, true, true]);
		expect(["a\u202e", "a\u2028", "jörg 👍", ""].map(hasControl)).toEqual([false, false, false, false]);
	});
	test("is cut, and says so", () => expect(clean("abcdef", 4)).toBe("abc…"));
});

test.each([
	["10 minutes later", 600_000],
	["the next day", 86_400_000],
	["two months earlier", -61 * 86_400_000],
	["a year and a day later", 366 * 86_400_000],
])("an instant in a sentence is found again by when it was said: %s", (_, apart) => {
	const saidAt = Date.UTC(2028, 1, 29, 23, 55, 30);
	const at = saidAt + apart;
	const found: [number, boolean][] = [];
	const keep = (instant: number, precise: boolean) => `#${found.push([instant, precise])}`;
	const sentence = `It may pass from ${utcSecondWords(at, saidAt)}, until ${utcWords(at, saidAt)}; at 10:42 local.`;
	expect(withInstants(sentence, saidAt, keep)).toBe("It may pass from #1, until #2; at 10:42 local.");
	expect(found).toEqual([
		[at, true],
		[Math.floor(at / 60_000) * 60_000, false],
	]);
});
