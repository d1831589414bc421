import { expect, test } from "vitest";
import { visibleLines, visibleText } from "../../../renderer/ui/visible-text.ts";

test.each([
	["alice@example.net", "alice@example.net"],
	["müller@пример.example", "müller@пример.example"],
	["pay\u202Eten.elpmaxe@evil", "pay⟨U+202E⟩ten.elpmaxe@evil"],
	["a\u200Bb@example.net", "a⟨U+200B⟩b@example.net"],
	["two\r\nlines", "two␍␊lines"],
	["\x1b[31mred\x7f", "␛[31mred␡"],
])("%j is shown as %j", (text, shown) => {
	expect(visibleText(text)).toBe(shown);
});

test("a text of many lines keeps its lines and tabs, and nothing else that steers a screen", () => {
	expect(visibleLines("To:\tanna\r\nX: \x1b[2J\u202Ea\rb\n")).toBe("To:\tanna\nX: ␛[2J⟨U+202E⟩a␍b\n");
});
