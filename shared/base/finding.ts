/** What a doctor found: one thing looked at, what is so, and what to do. Text in it may be foreign: make it harmless. */
export interface Finding {
	/** `good`: as it should be. `note`: worth knowing. `wrong`: to be mended. */
	readonly level: "good" | "note" | "wrong";
	/** What was looked at, in a word or two. */
	readonly about: string;
	/** One sentence: what is so. */
	readonly words: string;
	/** One sentence, or the exact line, that mends it; `null`: nothing to do. */
	readonly mend: string | null;
}

export function isFine(findings: readonly Finding[]): boolean {
	return findings.every(({ level }) => level !== "wrong");
}

export function fine(about: string, words: string): Finding {
	return { level: "good", about, words, mend: null };
}

export function note(about: string, words: string, mend: string | null = null): Finding {
	return { level: "note", about, words, mend };
}

export function wrong(about: string, words: string, mend: string): Finding {
	return { level: "wrong", about, words, mend };
}
