/** What is read from another greylister's files, and what of them could not be. */
import { clean } from "../../base/clean.ts";
import type { ForeignTriplet, ForeignTrust } from "../../policy/import-rows.ts";

export interface NotUnderstood {
	readonly text: string;
	readonly why: string;
}

export interface ForeignRows {
	readonly triplets: readonly ForeignTriplet[];
	readonly autoWhitelists: readonly ForeignTrust[];
	readonly notUnderstood: readonly NotUnderstood[];
}

export function told(text: string, why: string): NotUnderstood {
	return { text: clean(text, 200), why };
}
