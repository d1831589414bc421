/** Commands that are copied: a real shell takes each word as it was. */
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellLine } from "../../../shared/base/shell-words.ts";

function shellReads(line: string): string[] {
	return execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
		.split("\0")
		.slice(0, -1);
}

test.each([
	["$(reboot)@example.com"],
	["`id`@x", "a b", ""],
	["it's", "'", "''"],
	["*", "~root", "a;b", "a&b", "<>", "\\", '"', "!x", "#"],
	["-rf", "--", "名前@例え.jp"],
])("a shell takes %j as they are", (...words) => {
	expect(shellReads(shellLine(["greydesk", ...words]) ?? "")).toEqual(["greydesk", ...words]);
});

test("any words without control characters come through a shell unchanged", () => {
	const word = fc.string({ unit: "grapheme", maxLength: 12 });
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
			const line = shellLine(words);
			if (line !== null) expect(shellReads(line)).toEqual(words);
		}),
		{ numRuns: 60 },
	);
});

test.each(["a\nb", "a\rb", "\u001b[2J", "a\u202eb", "a\u0000", "\u2028"])("%j is not put into a command", (word) => {
	expect(shellLine(["greydesk", word])).toBeNull();
});
