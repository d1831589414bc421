/** Control, zero-width and bidi characters made visible: `⟨U+202E⟩`, `␀`. Everything else is left as it is. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

export function visibleText(text: string): string {
	return text.replace(unseen, (character) => {
		const code = character.codePointAt(0) ?? 0;
		if (code < 0x20) return String.fromCodePoint(0x2400 + code);
		if (code === 0x7f) return "␡";
		return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
	});
}

/** The same for a text of many lines: its line ends and tabs stay what they are. */
export function visibleLines(text: string): string {
	return text
		.split(/\r?\n/)
		.map((line) => line.split("\t").map(visibleText).join("\t"))
		.join("\n");
}
