/**
 * Numbers that look random and are the same for the same seed: sample traffic and benchmarks must be repeatable.
 * Nothing that must not be guessed may use it. The mixing is SplitMix32, a published 32-bit finaliser.
 */

/** The next number, at least 0 and below 1. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x9e3779b9) >>> 0;
		return mix(state) / 2 ** 32;
	};
}

/** A seed for one of many independent sequences: the same pair gives the same seed, neighbours share nothing. */
export function subSeed(seed: number, part: number): number {
	return mix((mix(seed >>> 0) + Math.imul(part, 0x85ebca6b)) >>> 0);
}

function mix(value: number): number {
	let bits = value ^ (value >>> 16);
	bits = Math.imul(bits, 0x21f0aaad);
	bits ^= bits >>> 15;
	bits = Math.imul(bits, 0x735a2d97);
	return (bits ^ (bits >>> 15)) >>> 0;
}

/** A whole number from `least` to `most`, both possible. */
export function whole(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}

/** One of them; the list must not be empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
	const chosen = list[Math.floor(random() * list.length)];
	if (chosen === undefined) throw new RangeError("nothing to pick from");
	return chosen;
}
