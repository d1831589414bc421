/**
 * The decision: the rules in their order, the first that decides wins. Pure; `explain` asks the same rules and keeps
 * what each of them said.
 */
import { invariant } from "../base/outcome.ts";
import type { Decision, Question, TraceLine } from "./decision.ts";
import { approved } from "./rules/approved.ts";
import { autoWhitelistClient, autoWhitelistDomain } from "./rules/auto-whitelists.ts";
import { conditions } from "./rules/conditions.ts";
import { correspondent, passAll, whitelist } from "./rules/early-rules.ts";
import { exempt } from "./rules/exempt.ts";
import type { Rule } from "./rules/rule.ts";
import { throttle } from "./rules/throttle.ts";
import { triplet } from "./rules/triplet.ts";

/** In the order in which they are asked; the last one always decides. */
export const rules: readonly Rule[] = [
	passAll,
	exempt,
	whitelist,
	correspondent,
	approved,
	autoWhitelistClient,
	autoWhitelistDomain,
	conditions,
	throttle,
	triplet,
];

export function decide(question: Question): Decision {
	for (const rule of rules) {
		const ruling = rule.ask(question);
		if (ruling.kind === "decided") return ruling.decision;
	}
	return undecided();
}

export function explain(question: Question): { readonly decision: Decision; readonly trace: readonly TraceLine[] } {
	const trace: TraceLine[] = [];
	for (const { name, asked, ask } of rules) {
		const ruling = ask(question);
		if (ruling.kind === "go on") {
			trace.push({ rule: name, asked, answer: "go on", why: ruling.why });
			continue;
		}
		const { decision } = ruling;
		trace.push({ rule: name, asked, answer: decision.verdict.action, why: decision.draft.why });
		return { decision, trace };
	}
	return undecided();
}

function undecided(): never {
	invariant(false, "the triplet rule always decides");
}
