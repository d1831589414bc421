import { expect, test } from "vitest";
import { visibleText } from "../../../renderer/ui/visible-text.ts";

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
