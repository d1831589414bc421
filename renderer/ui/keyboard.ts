/**
 * Which key does what, for all parts of the screen together: one place knows of chords (`g a`), so that the key that ends
 * one is never also taken for that key alone (`a`: approve) by another part. Pure: names of keys in, what to do out.
 */

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;
export const CHORD_MS = 1_500;

export interface Keyboard {
	/** Hears these too, until the returned function is called; `map` is asked at each key, for it changes. */
	add(map: () => KeyMap): () => void;
	/** What this key does, pressed at `at` milliseconds; null: nothing. */
	press(key: string, at: number): KeyMap[string] | null;
}

export function createKeyboard(): Keyboard {
	const maps = new Set<() => KeyMap>();
	let first = "";
	let firstAt = 0;
	const find = (name: string) => [...maps].reverse().find((map) => Object.hasOwn(map(), name))?.()[name] ?? null;
	const begins = (key: string) =>
		[...maps].some((map) => Object.keys(map()).some((name) => name.startsWith(`${key} `)));
	return {
		add(map) {
			maps.add(map);
			return () => maps.delete(map);
		},
		press(key, at) {
			const begun = first !== "" && at - firstAt < CHORD_MS ? first : "";
			first = "";
			if (begun !== "") {
				const run = find(`${begun} ${key}`);
				// A letter that ends no chord was a slip, and must not purge; an arrow or Esc is meant as it is.
				if (run !== null || isCharacter(key)) return run;
			}
			const run = find(key);
			if (run === null && begins(key)) {
				first = key;
				firstAt = at;
			}
			return run;
		},
	};
}

/** A letter, figure or sign without Ctrl or Alt: what a hand that slips, or a voice that is misheard, types. */
export function isCharacter(key: string): boolean {
	return [...key].length === 1;
}
