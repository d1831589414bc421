/**
 * Rows on their way out of the page, as plain values under named fields: what an export writes and a copy takes.
 * A field says what its values are, so that each format writes an instant, a number and foreign text in its own way.
 */

/** Instants are epoch milliseconds. Unknown is null, never 0 or "". */
export type Value = string | number | boolean | null;

export interface Field {
	/** As in the API where it has one: `firstSeenAt`, `ourDelaySeconds`. */
	readonly id: string;
	readonly type: "text" | "instant" | "number" | "flag";
}

/** One value for each field, in their order. */
export type Values = readonly Value[];
