/** How far a name that was typed is from one that exists: for "did you mean". Pure. */

/** Levenshtein's: insertions, deletions and replacements between two short names. */
export function distance(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (const [index, letter] of [...from.slice(0, 64)].entries()) {
		const next = [index + 1];
		for (let at = 1; at <= to.length; at++)
			next.push(
				Math.min((next[at - 1] ?? 0) + 1, (row[at] ?? 0) + 1, (row[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1)),
			);
		row = next;
	}
	return row[to.length] ?? 0;
}
