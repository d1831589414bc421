/**
 * Reads the characters of a query: words, quoted text and values, each with the column where it stands.
 *
 *   value  = *( bare | quoted )        -- a * in a bare run stands for anything; in quotes it is a star
 *   quoted = '"' *( char | '\"' | '\\' ) '"'
 */

export interface Scanned {
	/** Literal pieces between wildcards. */
	readonly pieces: readonly string[];
	readonly column: number;
	readonly end: number;
}

/** 1-based. */
export interface Fault {
	readonly column: number;
	readonly problem: string;
}

export function isFault(value: object): value is Fault {
	return "problem" in value;
}

/** A value of a key: up to a space or a comma outside quotes. */
export function scanValue(text: string, start: number): Scanned | Fault {
	const pieces = [""];
	let at = start;
	while (at < text.length) {
		const char = text.charAt(at);
		if (isSpace(char) || char === ",") break;
		if (char === '"') {
			const quoted = scanQuoted(text, at);
			if (isFault(quoted)) return quoted;
			append(pieces, quoted.pieces[0] ?? "");
			at = quoted.end;
			continue;
		}
		if (char !== "*") append(pieces, char);
		else if (pieces.length === 1 || pieces.at(-1) !== "") pieces.push("");
		at += 1;
	}
	return { pieces, column: start + 1, end: at };
}

/** `start` is at the opening quote. */
export function scanQuoted(text: string, start: number): Scanned | Fault {
	let content = "";
	for (let at = start + 1; at < text.length; at++) {
		const char = text.charAt(at);
		if (char === '"') return { pieces: [content], column: start + 1, end: at + 1 };
		if (char === "\\" && at + 1 < text.length) at += 1;
		content += text.charAt(at);
	}
	return { column: start + 1, problem: 'This quote is never closed: add a " at its end' };
}

/** Text of no key: quoted, or up to the next space. */
export function scanFree(text: string, start: number): Scanned | Fault {
	if (text.charAt(start) === '"') return scanQuoted(text, start);
	let end = start;
	while (end < text.length && !isSpace(text.charAt(end))) end += 1;
	return { pieces: [text.slice(start, end)], column: start + 1, end };
}

export function skipSpace(text: string, start: number): number {
	let at = start;
	while (at < text.length && isSpace(text.charAt(at))) at += 1;
	return at;
}

export function isSpace(char: string): boolean {
	return char === " " || char === "\t" || char === "\n" || char === "\r" || char === "\u00a0";
}

function append(pieces: string[], text: string): void {
	pieces[pieces.length - 1] = (pieces.at(-1) ?? "") + text;
}
