/**
 * Rules in force that name a person: whitelist entries by their pattern, settings by any value. They are the operator's
 * own words and decide mail, so they are told, never changed on the way. What only speaks of the person (a reason, an
 * entry of the past) is no rule.
 */
import type { Finder } from "../../../shared/base/person.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import type { RuleInForce } from "./contract.ts";

export function rulesInForce({ whitelists, settings }: Policy, finder: Finder): readonly RuleInForce[] {
	const entries = whitelists
		.filter(({ pattern }) => finder.isIn(pattern))
		.map(({ id, kind, pattern }) => ({ entry: id, words: `${kind} ${pattern}` }));
	const named = Object.entries(settings)
		.filter(([, value]) => finder.isIn(JSON.stringify(value)))
		.map(([name]) => ({ entry: null, words: name }));
	return [...entries, ...named];
}
