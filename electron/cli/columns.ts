/** Aligned columns. Width counts characters as a terminal draws them: wide East Asian ones take two cells. */

/** `cells` are plain text; `paint` may colour a cell after it was padded, so that colour codes never count. */
export function columns(
	rows: readonly (readonly string[])[],
	options: {
		readonly right?: readonly number[];
		readonly paint?: (text: string, row: number, column: number) => string;
	} = {},
): readonly string[] {
	const widths: number[] = [];
	for (const row of rows)
		for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
	return rows.map((row, index) =>
		row
			.map((cell, column) => {
				const space = " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
				const right = options.right?.includes(column) ?? false;
				const last = column === row.length - 1;
				const padded = right ? space + cell : last ? cell : cell + space;
				return options.paint === undefined ? padded : options.paint(padded, index, column);
			})
			.join("  ")
			.trimEnd(),
	);
}

export function widthOf(text: string): number {
	let cells = 0;
	for (const character of text) cells += wide(character.codePointAt(0) ?? 0) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
	return cells;
}

function wide(code: number): boolean {
	return (
		(code >= 0x1100 && code <= 0x115f) ||
		(code >= 0x2e80 && code <= 0xa4cf) ||
		(code >= 0xac00 && code <= 0xd7a3) ||
		(code >= 0xf900 && code <= 0xfaff) ||
		(code >= 0xfe30 && code <= 0xfe6f) ||
		(code >= 0xff00 && code <= 0xff60) ||
		(code >= 0x1f300 && code <= 0x1faff) ||
		(code >= 0x20000 && code <= 0x3fffd)
	);
}

/** Cut to so many cells, the end replaced by an ellipsis. */
export function shortened(text: string, cells: number): string {
	if (widthOf(text) <= cells) return text;
	let kept = "";
	for (const character of text) {
		if (widthOf(kept + character) > cells - 1) break;
		kept += character;
	}
	return `${kept}…`;
}
