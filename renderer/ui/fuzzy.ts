/** How well what is typed fits a name: its letters in order, better where they begin words or stand together. Pure. */

/** Null: it does not fit. More is better; nothing typed fits everything alike. */
export function fuzzyScore(typed: string, name: string): number | null {
	const wanted = typed.toLowerCase().replace(/\s+/g, "");
	const text = name.toLowerCase();
	// Names are short; where the whole stands in one piece, nothing fits better.
	const whole = text.replace(/\s+/g, "").indexOf(wanted);
	if (wanted !== "" && whole >= 0) return 100 - whole - text.length / 100;
	let score = 0;
	let at = -1;
	for (const letter of wanted) {
		const next = text.indexOf(letter, at + 1);
		if (next < 0) return null;
		if (next === at + 1) score += 2;
		else if (/[^\p{L}\p{N}]/u.test(text[next - 1] ?? " ")) score += 3;
		at = next;
	}
	return score - text.length / 100;
}
