/**
 * Whether the DNS must be asked before an attempt can be decided: only where somebody set conditions about it, no
 * earlier rule decides, and the mail would wait. All others pay for one comparison.
 */

import { rules } from "./decide.ts";
import type { Question } from "./decision.ts";
import { conditions, conditionsWant, type Wanted } from "./rules/conditions.ts";

/** `question` with `noFacts`. `null`: decide as it is. */
export function factsWanted(question: Question): Wanted | null {
	const { passWhen, dns } = question.policy.settings;
	if (passWhen.length === 0 && !dns.whitelistSpf) return null;
	for (const rule of rules) {
		if (rule === conditions) break;
		if (rule.ask(question).kind === "decided") return null;
	}
	return conditionsWant(question);
}
