/** What the DNS says of an attempt, as the decider, the management API and the alerts see whoever asks it. */
import type { Attempt, Facts } from "../../../shared/policy/attempt.ts";
import type { Wanted } from "../../../shared/policy/rules/conditions.ts";
import type { Settings } from "../../../shared/policy/settings.ts";

export interface FactsOrder {
	readonly attempt: Attempt;
	readonly wanted: Wanted;
	readonly dns: Settings["dns"];
}

/** One fact, for an explanation. */
export interface FactTold {
	/** `spf`, or the name of a list. */
	readonly fact: string;
	/** Such as `pass`, `not listed`, `unknown`. */
	readonly answer: string;
	/** A part of a sentence, with strangers' text in it; `null`: the answer says it all. */
	readonly why: string | null;
	/** Everything it needed was remembered, and nobody was asked. */
	readonly cached: boolean;
	readonly milliseconds: number;
}

export interface Found {
	readonly facts: Facts;
	readonly told: readonly FactTold[];
}

export interface ResolverStatus {
	/** `unused`: nothing was asked since the start. */
	readonly state: "unused" | "up" | "down";
	readonly servers: readonly string[];
	/** Questions since the start, by what they came to. */
	readonly questions: Readonly<Record<QuestionEnd, number>>;
	/** Answered from memory. */
	readonly cached: number;
	/** Lists that cannot be believed, and why: a part of a sentence behind the name. */
	readonly lists: readonly { readonly name: string; readonly problem: string }[];
}

/** `failed`: a server said so, or could not be reached; `late`: no answer in time; `refused`: too many at once. */
export const questionEnds = ["answered", "none", "failed", "late", "refused"] as const;
export type QuestionEnd = (typeof questionEnds)[number];

export interface FactFinder {
	/** Within the time that the settings allow; rejects by a bug of ours alone. */
	find(order: FactsOrder): Promise<Found>;
	status(): ResolverStatus;
	/** What is being asked is answered at once, as if the resolver were down. */
	close(): void;
}
