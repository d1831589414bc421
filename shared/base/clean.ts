/**
 * Foreign text made fit to show or to keep: control characters (C0, DEL, C1), line and paragraph separators, and the
 * characters that turn the direction of writing (Unicode TR 36, "Trojan Source") become `?`. Markup is for the screen
 * to escape.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const unfit = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const control = /[\u0000-\u001f\u007f-\u009f]/;
const everyControl = new RegExp(control.source, "g");
const everyUnfit = new RegExp(unfit.source, "g");

export function isClean(text: string): boolean {
	return !unfit.test(text);
}

export function hasControl(text: string): boolean {
	return control.test(text);
}

/** Control characters (C0, DEL, C1) written out, as `\\x00`: different texts stay different. */
export function escapeControl(text: string): string {
	if (!control.test(text)) return text;
	return text.replace(everyControl, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** At most `most` characters of it; `…` says that some were cut. */
export function clean(text: string, most = 1000): string {
	const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
	return unfit.test(cut) ? cut.replace(everyUnfit, "?") : cut;
}
