/**
 * What an operator typed as a whitelist pattern, checked and in its one canonical spelling. Refuses what covers
 * everything, what could never match, and what is meant for another kind; each with the way to write it.
 *
 *   client     192.0.2.1 | 2001:db8::1
 *   network    192.0.2.0/24 | 2001:db8::/32
 *   name       mail.example.net | *.example.net        of the verified client name
 *   recipient  user@example.net | user@ | example.net | *.example.net
 *   sender     as recipient
 */
import { hasControl, isClean } from "../base/clean.ts";
import { lowerName } from "../base/names.ts";
import { parseAddress, parseNetwork } from "../base/networks.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { EntryKind } from "./whitelist-entry.ts";

export interface Pattern {
	readonly kind: EntryKind;
	readonly pattern: string;
}

const LONGEST_DOMAIN = 253;
const LONGEST_LOCAL = 64;
const everything =
	"That would cover everything: to let all mail pass, use the pass-all switch for a while, or shadow mode";

/** A network of one address becomes a `client`. Errors: one sentence for the operator. */
export function patternOf(kind: EntryKind, text: string): Outcome<Pattern> {
	const typed = text.trim();
	if (typed === "") return bad("Give a pattern");
	if (hasControl(typed) || !isClean(typed) || /\s/.test(typed))
		return bad("A pattern has no spaces, control characters or characters that turn the writing");
	if (/^[*@.%/]+$/.test(typed)) return bad(everything);
	switch (kind) {
		case "client":
		case "network":
			return addresses(kind, typed);
		case "name":
			return names(typed);
		case "recipient":
		case "sender":
			return mails(kind, typed);
	}
}

function addresses(kind: "client" | "network", typed: string): Outcome<Pattern> {
	const network = parseNetwork(typed);
	if (!network.ok)
		return /[a-z]/i.test(typed) && !typed.includes(":")
			? bad(`"${shown(typed)}" is no address: a host is whitelisted by its verified name, with kind name`)
			: network;
	const { base, bits, text } = network.value;
	if (bits === 0) return bad(everything);
	const single = bits === (base.groups === null ? 32 : 128);
	if (kind === "client" && !single) return bad(`${text} is a network: choose kind network`);
	return good({ kind: single ? "client" : "network", pattern: text });
}

function names(typed: string): Outcome<Pattern> {
	if (parseNetwork(typed).ok) return bad(`"${shown(typed)}" is an address: choose kind client or network`);
	if (typed.includes("@")) return bad(`"${shown(typed)}" is a mail address: choose kind recipient or sender`);
	const pattern = lowerName(typed);
	if (/[^ -~]/.test(pattern)) return bad("Names of hosts are ASCII: write the xn-- form of it");
	return isDomainPattern(pattern) || pattern === "localhost"
		? good({ kind: "name", pattern })
		: bad(`"${shown(typed)}" is no name of a host: write mail.example.net, or *.example.net for all below it`);
}

function mails(kind: "recipient" | "sender", typed: string): Outcome<Pattern> {
	if (typed === "<>") return bad("The null sender is ruled by the setting nullSender");
	const pattern = typed.replace(/^<(.*)>$/, "$1").toLowerCase();
	const at = pattern.lastIndexOf("@");
	if (at < 0)
		return isDomainPattern(pattern)
			? good({ kind, pattern: lowerName(pattern) })
			: bad(`"${shown(typed)}" is no domain: write example.net, or user@ for a user in any domain`);
	const [local, domain] = [pattern.slice(0, at), lowerName(pattern.slice(at + 1))];
	if (local === "" || local === "*") return bad(`To cover a whole domain, write it alone: ${shown(domain)}`);
	if (local.includes("*") || domain.includes("*"))
		return bad("A * stands only in front of a domain, as in *.example.net, and then without a user");
	if (local.length > LONGEST_LOCAL) return bad(`The part before the @ has ${LONGEST_LOCAL} characters at most`);
	if (domain !== "" && !isDomain(domain)) return bad(`"${shown(domain)}" is no domain, such as example.net`);
	return good({ kind, pattern: `${local}@${domain}` });
}

function isDomainPattern(text: string): boolean {
	const domain = text.startsWith("*.") ? text.slice(2) : text;
	if (text !== domain && isLabel(lowerName(domain))) return true;
	return isDomain(lowerName(domain)) && domain.includes(".");
}

function isDomain(text: string): boolean {
	return text.length <= LONGEST_DOMAIN && parseAddress(text) === null && text.split(".").every(isLabel);
}

/** Letters of any alphabet (SMTPUTF8), digits, `-` and the `_` that some names have. */
function isLabel(label: string): boolean {
	return label.length <= 63 && /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?$/u.test(label);
}

function shown(text: string): string {
	return text.slice(0, 80);
}
