/** A deferral in the making: the parts that every one has, whichever rule asks to wait. */
import type { Question } from "../decision.ts";
import type { Deferred } from "../event.ts";

export type DeferParts = Pick<Deferred, "rule" | "reason" | "why" | "triplet" | "life">;

export function deferred(question: Question, { rule, reason, why, triplet, life }: DeferParts): Deferred {
	const { attempt, facts, keys, rows, policy, now } = question;
	const draft: Deferred = {
		kind: "deferred",
		at: now,
		reason,
		rule,
		why,
		triplet,
		clientKey: keys.clientKey,
		senderKey: keys.senderKey,
		attempt,
		facts,
		revision: policy.revision,
		outcome: "unknown",
		life,
	};
	return life === null || rows.continues.length === 0 ? draft : { ...draft, continues: rows.continues };
}
