/** A query as a value: terms, all of which must hold. Made by `parse` (query.ts), read by page, SQL and `matches`. */
import type { AddressRange } from "./address-key.ts";

export interface Query {
	readonly terms: readonly Term[];
}

export interface Term {
	readonly negated: boolean;
	readonly test: Test;
}

/** Several values of one test mean: any of them. */
export type Test =
	| { readonly kind: "pattern"; readonly key: PatternKey; readonly values: readonly Pattern[] }
	| { readonly kind: "client"; readonly values: readonly ClientValue[] }
	| { readonly kind: "choice"; readonly key: ChoiceKey; readonly values: readonly string[] }
	| { readonly kind: "comparison"; readonly key: ComparisonKey; readonly values: readonly Comparison[] }
	| { readonly kind: "time"; readonly values: readonly Period[] }
	| { readonly kind: "free"; readonly text: string; readonly tokens: readonly string[] };

export type PatternKey = "sender" | "recipient" | "host" | "helo" | "id";
export type ChoiceKey = "state" | "reason" | "outcome";
/** `age` since the first attempt, `seen` since the last, `delay` from the first attempt to the pass: all in seconds. */
export type ComparisonKey = "age" | "seen" | "delay" | "attempts";

/** Literal pieces with anything between them; a single piece must be the whole text. ASCII case never matters. */
export type Pattern = readonly string[];

export type ClientValue =
	| ({ readonly kind: "range"; readonly text: string } & AddressRange)
	| { readonly kind: "pattern"; readonly pattern: Pattern };

export interface Comparison {
	readonly op: ">" | ">=" | "<" | "<=" | "=";
	readonly value: number;
}

/** Epoch milliseconds; `to` is not in it. Null: open on that side, but not on both. */
export interface Period {
	readonly from: number | null;
	readonly to: number | null;
}

export const choices: Readonly<Record<ChoiceKey, readonly string[]>> = {
	state: ["waiting", "watched", "passed", "approved", "expired"],
	reason: [
		"new",
		"early",
		"throttled",
		"after-delay",
		"known",
		"auto-whitelisted",
		"whitelisted",
		"exempt",
		"approved",
		"shadow",
		"returned-late",
		"overflow",
		"open",
		"never-retried",
		"retried-elsewhere",
	],
	outcome: ["confirmed", "overruled", "unknown"],
};

/** Each key with an example and what it means, for help and completion. */
export const queryKeys = [
	{
		key: "state",
		example: "state:waiting",
		words: "waiting, watched (let through by shadow mode), passed, approved or expired",
	},
	{ key: "sender", example: "sender:*@example.com", words: "envelope sender; <> is the null sender" },
	{ key: "recipient", example: "recipient:bob@*", words: "envelope recipient" },
	{ key: "client", example: "client:192.0.2.0/24", words: "address, network or pattern of the client" },
	{ key: "host", example: "host:*.example.net", words: "verified name of the client; -host:* has none" },
	{ key: "helo", example: "helo:*.local", words: "what the client called itself" },
	{ key: "reason", example: "reason:early", words: "why the last attempt was answered so" },
	{ key: "age", example: "age:>1h", words: "since the first attempt" },
	{ key: "seen", example: "seen:<5m", words: "since the last attempt" },
	{
		key: "at",
		example: "at:2026-11-24T10:00Z..2026-11-24T10:05Z",
		words: "first seen, last seen or passed then; one side may be left out",
	},
	{ key: "attempts", example: "attempts:>=3", words: "how often it was tried" },
	{ key: "delay", example: "delay:>30m", words: "from the first attempt to the pass" },
	{ key: "outcome", example: "outcome:overruled", words: "confirmed, overruled or unknown" },
	{ key: "id", example: "id:*abc", words: "id of the triplet" },
] as const;

/** SQLite's LIKE and NOCASE fold these letters and no others; every reader of a query folds alike. */
export function foldCase(text: string): string {
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Words of free text: runs of letters, digits and everything beyond ASCII. */
export function tokensOf(text: string): readonly string[] {
	return foldCase(text).match(/[0-9a-z\u0080-\uffff]+/g) ?? [];
}
