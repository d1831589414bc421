/** What is allowed in a whitelist entry but probably not meant: told beside the reply, never refused. */
import { utcWords } from "../base/instant.ts";
import { registeredDomain } from "../base/names.ts";
import { parseNetwork } from "../base/networks.ts";
import type { Policy } from "./policy.ts";
import { covers } from "./whitelist-cover.ts";
import type { WhitelistEntry } from "./whitelist-entry.ts";
import { type Pattern, patternOf } from "./whitelist-pattern.ts";

/** A /16 is as much as one site ever has; of IPv6 a provider gets a /32. */
const BROAD = { v4: 16, v6: 32 } as const;
const NAMED = 3;

/** `typed` is what was asked for, before it got its canonical spelling. */
export function entryWarnings(
	wanted: Pattern & { readonly typed: string },
	{ whitelists, settings }: Policy,
	now: number,
): readonly string[] {
	const live = whitelists.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
	return [...breadth(wanted), ...meaning(wanted), ...overlap(wanted, live, now), ...settingsCover(wanted, settings)];
}

export function breadth({ kind, pattern }: Pattern): readonly string[] {
	if (kind === "network") {
		const network = parseNetwork(pattern);
		if (!network.ok) return [];
		const { base, bits } = network.value;
		if (bits >= (base.groups === null ? BROAD.v4 : BROAD.v6)) return [];
		return base.groups === null
			? [`It is very wide: ${2 ** (32 - bits)} addresses are let through`]
			: ["It is very wide: more than a whole provider is let through"];
	}
	if (!pattern.startsWith("*.")) return [];
	const domain = pattern.slice(2);
	return registeredDomain(domain) === null ? [`It is very wide: everybody below ${domain} is let through`] : [];
}

function meaning({ kind, pattern, typed }: Pattern & { readonly typed: string }): readonly string[] {
	switch (kind) {
		case "network":
			return networkBase(typed) === networkBase(pattern) ? [] : [`The network of ${typed.trim()} is ${pattern}`];
		case "name":
			return registeredDomain(pattern) === pattern
				? [`It covers the host ${pattern} alone: *.${pattern} covers the hosts below it`]
				: [];
		case "sender":
			return [
				"Anybody can write a sender: it counts only where the client's verified name lies in the sender's own domain",
			];
		case "recipient":
			return pattern.includes("@") ? [] : [`All mail to ${pattern} is let through: spam to it, too`];
		default:
			return [];
	}
}

function networkBase(text: string): string | null {
	const network = parseNetwork(text.trim());
	return network.ok ? network.value.base.text : null;
}

function overlap(wanted: Pattern, live: readonly WhitelistEntry[], now: number): readonly string[] {
	const others = live.filter(({ kind, pattern }) => kind !== wanted.kind || pattern !== wanted.pattern);
	const wider = others.find((entry) => covers(entry, wanted));
	const narrower = others.filter((entry) => covers(wanted, entry)).map((entry) => entry.pattern);
	const warnings: string[] = [];
	if (wider !== undefined) {
		const until = wider.expiresAt === null ? "" : `, until ${utcWords(wider.expiresAt, now)}`;
		warnings.push(`The ${wider.kind} entry ${wider.pattern} covers it already${until}`);
	}
	if (narrower.length > 0) {
		const named = narrower.slice(0, NAMED).join(", ");
		const more = narrower.length > NAMED ? ` and ${narrower.length - NAMED} more` : "";
		warnings.push(`It covers what is listed already: ${named}${more} could go`);
	}
	return warnings;
}

function settingsCover(wanted: Pattern, settings: Policy["settings"]): readonly string[] {
	const { trustedNetworks, exemptRecipients } = settings;
	const lists = [
		["trustedNetworks", "network", trustedNetworks],
		["exemptRecipients", "recipient", exemptRecipients],
	] as const;
	return lists.flatMap(([name, kind, patterns]) => {
		const found = patterns.find((text) => {
			const pattern = patternOf(kind, text);
			return pattern.ok && covers(pattern.value, wanted);
		});
		return found === undefined ? [] : [`The setting ${name} (${found}) lets it through already`];
	});
}
