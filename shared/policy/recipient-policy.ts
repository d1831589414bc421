/**
 * The policy for one recipient: each setting by the most exact line of `overrides` that names it (the recipient, then
 * `user@` in any domain, then its domain, then the longest `*.` above it), else as for all. Compiled once for each
 * policy; what is laid over it is kept for the next recipient of the same lines. No overrides: the policy itself.
 */
import { domainOf } from "../base/names.ts";
import { type OverrideLine, overrideLines, withOverrides } from "./override-lines.ts";
import type { Policy } from "./policy.ts";

/** Combinations of lines kept; then they are made anew. */
const MOST_KEPT = 10_000;
/** More lines than settings may hold, so that three places make one number. */
const PLACES = 10_001;

type Table = (recipient: string) => Policy;
const compiled = new WeakMap<Policy, Table>();

export function policyFor(policy: Policy, recipient: string): Policy {
	if (policy.settings.overrides.length === 0) return policy;
	let table = compiled.get(policy);
	if (table === undefined) {
		table = compile(policy);
		compiled.set(policy, table);
	}
	return table(recipient);
}

/** Of two patterns that cover a recipient, the more exact one weighs more. */
export function exactness(pattern: string): number {
	const at = pattern.lastIndexOf("@");
	if (at >= 0) return at === pattern.length - 1 ? 10_000 : 20_000;
	return pattern.startsWith("*.") ? pattern.length : 1_000 + pattern.length;
}

interface Place {
	readonly line: OverrideLine;
	readonly number: number;
}

function compile(policy: Policy): Table {
	const places = new Map<string, Place>();
	for (const [pattern, line] of overrideLines(policy.settings)) places.set(pattern, { line, number: places.size + 1 });
	const kept = new Map<number, Policy>();

	return (recipient) => {
		const lower = recipient.toLowerCase();
		const at = lower.lastIndexOf("@");
		const mailbox = at < 0 ? undefined : places.get(lower);
		const user = places.get(at < 0 ? `${lower}@` : lower.slice(0, at + 1));
		const domain = at < 0 ? undefined : domainPlace(places, domainOf(lower));
		if (mailbox === undefined && user === undefined && domain === undefined) return policy;
		const key = ((mailbox?.number ?? 0) * PLACES + (user?.number ?? 0)) * PLACES + (domain?.number ?? 0);
		const found = kept.get(key);
		if (found !== undefined) return found;
		if (kept.size >= MOST_KEPT) kept.clear();
		const above = domain === undefined ? [] : domainsAbove(places, domain.line.pattern);
		const lines = [...above, domain?.line, user?.line, mailbox?.line].flatMap((line) => line ?? []);
		const made = laidOver(policy, lines);
		kept.set(key, made);
		return made;
	};
}

function domainPlace(places: ReadonlyMap<string, Place>, domain: string): Place | undefined {
	const own = places.get(domain);
	if (own !== undefined) return own;
	for (let dot = domain.indexOf("."); dot >= 0; dot = domain.indexOf(".", dot + 1)) {
		const above = places.get(`*${domain.slice(dot)}`);
		if (above !== undefined) return above;
	}
	return undefined;
}

/** The lines that cover all that `pattern` covers, the widest first. */
function domainsAbove(places: ReadonlyMap<string, Place>, pattern: string): readonly OverrideLine[] {
	const name = pattern.startsWith("*.") ? pattern.slice(2) : pattern;
	const lines: OverrideLine[] = [];
	for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
		const above = places.get(`*${name.slice(dot)}`);
		if (above !== undefined) lines.unshift(above.line);
	}
	return lines;
}

/** `lines`: the least exact first. */
function laidOver(policy: Policy, lines: readonly OverrideLine[]): Policy {
	const says = lines.findLast(({ greylist }) => greylist !== null);
	const greylist = says === undefined ? null : { on: says.greylist === true, by: says.pattern };
	const patterns = lines.map(({ pattern }) => pattern).toReversed();
	return { ...policy, settings: withOverrides(policy.settings, lines), override: { patterns, greylist } };
}
