/**
 * The grammar of an SPF record (RFC 7208 sections 4.6, 5, 6 and 12). A record is read as a whole before anything of it
 * is evaluated: one syntax error anywhere makes it a permerror. Its text is a stranger's: bounded, and read in a time that
 * grows with its length alone.
 */
import { parseAddress } from "../../base/networks.ts";
import { bad, good, type Outcome } from "../../base/outcome.ts";
import { isMacroString } from "./macros.ts";

type Qualifier = "pass" | "fail" | "softfail" | "neutral";

/** Bits of an address that count, by its family. */
interface Widths {
	readonly v4: number;
	readonly v6: number;
}

export type Mechanism =
	| { readonly kind: "all" }
	| { readonly kind: "include" | "exists"; readonly domain: string }
	/** `domain` is `null` where the record's own domain is meant. */
	| { readonly kind: "a" | "mx"; readonly domain: string | null; readonly widths: Widths }
	| { readonly kind: "ptr"; readonly domain: string | null }
	| { readonly kind: "ip"; readonly network: string; readonly bits: number };

interface Directive {
	readonly mechanism: Mechanism;
	readonly qualifier: Qualifier;
	readonly text: string;
}

export interface SpfRecord {
	readonly directives: readonly Directive[];
	readonly redirect: string | null;
}

const qualifiers: Readonly<Record<string, Qualifier>> = { "+": "pass", "-": "fail", "~": "softfail", "?": "neutral" };
/** Characters; far above what fits into an answer by UDP, which section 3.4 asks for. */
export const LONGEST_SPF = 4096;
const whole: Widths = { v4: 32, v6: 128 };

/** Whether a TXT record is one of SPF: its version, and then a space or the end. */
export function isSpf(text: string): boolean {
	return /^v=spf1(?: |$)/i.test(text);
}

/** Errors: what of it is no SPF, for an explanation. */
export function readSpf(text: string): Outcome<SpfRecord> {
	if (text.length > LONGEST_SPF) return bad(`it is longer than ${LONGEST_SPF} characters`);
	const directives: Directive[] = [];
	const seen = new Map<string, string>();
	for (const term of text.split(" ").slice(1)) {
		if (term === "") continue;
		const modifier = /^([a-z][a-z0-9._-]*)=(.*)$/i.exec(term);
		if (modifier === null) {
			const directive = directiveOf(term);
			if (directive === null) return bad(`"${term.slice(0, 80)}" is no mechanism`);
			directives.push(directive);
			continue;
		}
		const [, name = "", value = ""] = modifier;
		const key = name.toLowerCase();
		const isOurs = key === "redirect" || key === "exp";
		if (isOurs ? seen.has(key) || !isDomainSpec(value) : !isMacroString(value))
			return bad(`"${term.slice(0, 80)}" is no modifier, or stands there twice`);
		if (isOurs) seen.set(key, value);
	}
	return good({ directives, redirect: seen.get("redirect") ?? null });
}

function directiveOf(text: string): Directive | null {
	const [, sign = "+", name = "", rest = ""] = /^([+\-~?]?)([a-z0-9]+)(.*)$/i.exec(text) ?? [];
	const mechanism = mechanismOf(name.toLowerCase(), rest);
	const qualifier = qualifiers[sign === "" ? "+" : sign];
	return mechanism === null || qualifier === undefined ? null : { mechanism, qualifier, text };
}

function mechanismOf(name: string, rest: string): Mechanism | null {
	switch (name) {
		case "all":
			return rest === "" ? { kind: "all" } : null;
		case "include":
		case "exists": {
			const domain = rest.startsWith(":") ? rest.slice(1) : "";
			return isDomainSpec(domain) ? { kind: name, domain } : null;
		}
		case "ptr": {
			const domain = domainBehind(rest);
			return domain === undefined ? null : { kind: "ptr", domain };
		}
		case "a":
		case "mx":
			return hostMechanism(name, rest);
		case "ip4":
		case "ip6":
			return ipMechanism(name, rest);
		default:
			return null;
	}
}

function hostMechanism(kind: "a" | "mx", rest: string): Mechanism | null {
	const [, before = "", v4, v6] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(rest) ?? [];
	const domain = domainBehind(before);
	const widths = { v4: widthOf(v4, whole.v4), v6: widthOf(v6, whole.v6) };
	if (domain === undefined || widths.v4 === null || widths.v6 === null) return null;
	return { kind, domain, widths: { v4: widths.v4, v6: widths.v6 } };
}

function ipMechanism(name: "ip4" | "ip6", rest: string): Mechanism | null {
	const [, text = "", width] = /^:([0-9a-f:.]+)(?:\/(\d+))?$/i.exec(rest) ?? [];
	// An IPv4 address written as a mapped IPv6 one is a network of IPv6 here, which no client is in.
	const isV6 = text.includes(":");
	if (isV6 !== (name === "ip6") || parseAddress(text) === null) return null;
	const bits = widthOf(width, isV6 ? whole.v6 : whole.v4);
	return bits === null ? null : { kind: "ip", network: text, bits };
}

/** `null`: none is given; `undefined`: it is no domain. */
function domainBehind(rest: string): string | null | undefined {
	if (rest === "") return null;
	return rest.startsWith(":") && isDomainSpec(rest.slice(1)) ? rest.slice(1) : undefined;
}

function widthOf(digits: string | undefined, most: number): number | null {
	if (digits === undefined) return most;
	return /^(?:0|[1-9]\d{0,2})$/.test(digits) && Number(digits) <= most ? Number(digits) : null;
}

const endsInMacro = /%(?:\{[^}]*\}|[%_-])$/;

function isDomainSpec(text: string): boolean {
	return isMacroString(text) && (endsInMacro.test(text) || endsInLabel(text));
}

/** Behind a dot: letters and digits with a letter among them, or with hyphens within. A final dot may follow. */
function endsInLabel(text: string): boolean {
	const name = text.endsWith(".") ? text.slice(0, -1) : text;
	const dot = name.lastIndexOf(".");
	const label = name.slice(dot + 1);
	return dot >= 0 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label) && /[a-z-]/i.test(label);
}
