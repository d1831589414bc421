/**
 * Conditions under which mail passes without waiting, one line each: all of a line must hold, one line suffices.
 *
 *   spf=pass ptr=aligned
 *   dnswl=list.dnswl.org=127.0.[0..255].[2..3]
 *   not dnsbl=zen.spamhaus.org spf=pass
 *
 * Codes of a list are filtered as Postfix writes it (postconf(5), reject_rbl_client). A condition about something that
 * is not known is neither fulfilled nor refuted, nor is its opposite: such a line lets nothing pass.
 */

import { isGenericName, lowerName } from "../base/names.ts";
import { parseAddress } from "../base/networks.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { Attempt, Facts } from "./attempt.ts";
import { alignedDomain } from "./client-key.ts";
import { codeFilter } from "./list-codes.ts";
import type { Settings } from "./settings.ts";

export type Known = "yes" | "no" | "unknown";

const spfWords = ["pass", "fail", "softfail", "neutral", "none"] as const;
const ptrWords = ["verified", "aligned", "generic", "none"] as const;

type Term =
	| { readonly kind: "spf"; readonly is: (typeof spfWords)[number] }
	| { readonly kind: "ptr"; readonly is: (typeof ptrWords)[number] }
	| { readonly kind: "list"; readonly zone: string; readonly isMeant: (address: string) => boolean };

export type Condition = Term & { readonly not: boolean; readonly text: string };

export interface ConditionLine {
	readonly text: string;
	readonly conditions: readonly Condition[];
}

const forms = "spf=pass, ptr=verified, dnswl=list.dnswl.org or dnsbl=zen.spamhaus.org, each with not before it or not";

/** Errors: one sentence for the operator. */
export function conditionLineOf(text: string): Outcome<ConditionLine> {
	const conditions: Condition[] = [];
	let not = false;
	for (const word of text.match(/\S+/g) ?? []) {
		if (word.toLowerCase() === "not" && !not) {
			not = true;
			continue;
		}
		const term = termOf(word);
		if (!term.ok) return term;
		conditions.push({ ...term.value, not, text: not ? `not ${word}` : word });
		not = false;
	}
	if (not || conditions.length === 0) return bad(`A line is made of conditions: ${forms}`);
	return good({ text: conditions.map((condition) => condition.text).join(" "), conditions });
}

function termOf(word: string): Outcome<Term> {
	const [, kind = "", value = ""] = /^([a-z]+)=(\S+)$/i.exec(word) ?? [];
	switch (kind.toLowerCase()) {
		case "spf": {
			const is = spfWords.find((one) => one === value.toLowerCase());
			return is === undefined
				? bad(`spf is one of ${spfWords.join(", ")}: "${shown(word)}"`)
				: good({ kind: "spf", is });
		}
		case "ptr": {
			const is = ptrWords.find((one) => one === value.toLowerCase());
			return is === undefined
				? bad(`ptr is one of ${ptrWords.join(", ")}: "${shown(word)}"`)
				: good({ kind: "ptr", is });
		}
		case "dnsbl":
		case "dnswl":
			return listOf(value);
		default:
			return bad(`"${shown(word)}" is no condition; write ${forms}`);
	}
}

function listOf(value: string): Outcome<Term> {
	const cut = value.indexOf("=");
	const zone = lowerName(cut < 0 ? value : value.slice(0, cut));
	if (zone.length > 150 || !/^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]*$/.test(zone))
		return bad(`"${shown(zone)}" is no name of a list, such as zen.spamhaus.org`);
	const isMeant = cut < 0 ? () => true : codeFilter(value.slice(cut + 1));
	if (isMeant === null)
		return bad(`"${shown(value.slice(cut + 1))}" filters no codes; write 127.0.0.2 or 127.0.0.[2..11] behind the list`);
	return good({ kind: "list", zone, isMeant });
}

function shown(text: string): string {
	return text.slice(0, 60);
}

const read = new WeakMap<readonly string[], readonly ConditionLine[]>();

/** Those that can be read: what is refused when it is given never comes here. Read once for each list. */
export function conditionLines({ passWhen }: Pick<Settings, "passWhen">): readonly ConditionLine[] {
	const found = read.get(passWhen);
	if (found !== undefined) return found;
	const lines = passWhen.flatMap((text) => {
		const line = conditionLineOf(text);
		return line.ok ? [line.value] : [];
	});
	read.set(passWhen, lines);
	return lines;
}

export function isFulfilled(condition: Condition, attempt: Attempt, facts: Facts): Known {
	const known = answered(condition, attempt, facts);
	if (!condition.not || known === "unknown") return known;
	return known === "yes" ? "no" : "yes";
}

/** One *no* refutes a line, whatever else is not known. */
export function lineHolds({ conditions }: ConditionLine, attempt: Attempt, facts: Facts): Known {
	let holds: Known = "yes";
	for (const condition of conditions) {
		const known = isFulfilled(condition, attempt, facts);
		if (known === "no") return "no";
		if (known === "unknown") holds = "unknown";
	}
	return holds;
}

function answered(condition: Condition, attempt: Attempt, facts: Facts): Known {
	switch (condition.kind) {
		case "spf":
			return facts.spf === "unknown" ? "unknown" : yesOrNo(facts.spf === condition.is);
		case "ptr":
			return yesOrNo(hasName(condition.is, attempt));
		case "list": {
			const addresses = facts.lists?.[condition.zone] ?? null;
			return addresses === null ? "unknown" : yesOrNo(addresses.some(condition.isMeant));
		}
	}
}

/** The mail server has asked already: the verified name and the PTR alone come with every request. */
function hasName(is: (typeof ptrWords)[number], attempt: Attempt): boolean {
	const name = attempt.clientName ?? attempt.reverseName;
	switch (is) {
		case "verified":
			return attempt.clientName !== null;
		case "aligned":
			return alignedDomain(attempt) !== null;
		case "none":
			return name === null;
		case "generic": {
			const address = parseAddress(attempt.client);
			return name !== null && address !== null && isGenericName(name, address);
		}
	}
}

function yesOrNo(is: boolean): Known {
	return is ? "yes" : "no";
}
