/**
 * A rule of the policy: asked in order, it decides or lets the next one be asked. Decide and explain run the same
 * rules. An answer that is always the same is a constant: most attempts pass most rules.
 */
import type { Decision, Question } from "../decision.ts";
import type { RuleName } from "../event.ts";

export interface GoOn {
	readonly kind: "go on";
	/** One sentence for people. */
	readonly why: string;
}

export interface Decided {
	readonly kind: "decided";
	readonly decision: Decision;
}

export type Ruling = GoOn | Decided;

export interface Rule {
	readonly name: RuleName;
	/** What it asks, as a question for people. */
	readonly asked: string;
	readonly ask: (question: Question) => Ruling;
}

export function goOn(why: string): GoOn {
	return { kind: "go on", why };
}
