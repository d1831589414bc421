/**
 * Foreign text for a terminal: envelope addresses, HELO names and reasons are written by strangers and may hold
 * escape sequences, line ends or bidi overrides that forge what the screen says. Each such character is shown by
 * its code; an ordinary letter of any alphabet stays as it is. Length is bounded by `most` characters.
 */

const dangerous = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function harmless(text: string, most = 400): string {
	const shown = text.replace(dangerous, escaped);
	const characters = Array.from(shown);
	return characters.length <= most ? shown : `${characters.slice(0, most - 1).join("")}…`;
}

function escaped(character: string): string {
	const code = (character.codePointAt(0) ?? 0).toString(16);
	return `\\u{${code}}`;
}

/** The same for JSON: valid JSON stays valid and equal when parsed, but nothing in it steers a terminal. */
export function harmlessJson(value: unknown, indent?: string): string {
	return JSON.stringify(value, null, indent).replace(/[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u007f-\u009f]/gu, (character) =>
		Array.from(
			{ length: character.length },
			(_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
		).join(""),
	);
}
