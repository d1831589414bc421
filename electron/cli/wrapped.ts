/**
 * Text laid out for a terminal of so many columns: broken between words, further lines under the first. Colour codes
 * have no width. Nobody's terminal (a pipe, a file) gets each thing on one line.
 */
import { widthOf } from "./columns.ts";
import type { Terminal } from "./terminal.ts";

/** Narrower than this nothing is gained by breaking. */
const LEAST_CELLS = 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of our own paint.
const COLOUR = /\u001b\[\d*m/g;

/** Lines of at most `cells`; a word that is longer stands alone on its own. */
export function wrapped(text: string, cells: number | null): readonly string[] {
	if (cells === null || cells < LEAST_CELLS) return [text];
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		const longer = line === "" ? word : `${line} ${word}`;
		if (line !== "" && shownWidth(longer) > cells) {
			lines.push(line);
			line = word;
		} else line = longer;
	}
	return [...lines, line];
}

/** Names in bold, what belongs to each beside it; a row without a name goes on with the one above. */
export function facts(
	rows: readonly (readonly [string, string])[],
	terminal: Pick<Terminal, "paint" | "width">,
): readonly string[] {
	const wide = Math.max(0, ...rows.map(([name]) => widthOf(name)));
	const cells = terminal.width === null ? null : terminal.width - wide - 2;
	return rows.flatMap(([name, text]) =>
		wrapped(text, cells).map((line, index) => {
			const label = (index === 0 ? name : "").padEnd(wide);
			return `${terminal.paint("bold", label)}  ${line}`.trimEnd();
		}),
	);
}

function shownWidth(text: string): number {
	return widthOf(text.replace(COLOUR, ""));
}
