/** What colours mean. A tone is always said in words too. */
export const tones = ["deferred", "passed", "whitelisted", "never", "operator", "trouble"] as const;
export type Tone = (typeof tones)[number];

export const toneWords: Readonly<Record<Tone, string>> = {
	deferred: "Deferred",
	passed: "Passed",
	whitelisted: "Whitelisted",
	never: "Never retried",
	operator: "Operator",
	trouble: "Trouble",
};

export function ink(tone: Tone): string {
	return `var(--${tone}-ink)`;
}
export function fill(tone: Tone): string {
	return `var(--${tone}-fill)`;
}
