/**
 * Names of the DNS: the registered domain by the Public Suffix List (with its private part, so that customers of one
 * hoster are apart), and whether a host's name is generic: made by a provider for an address, and so says nothing of
 * who sends. Names come in as others wrote them; here they are lower case and without the final dot.
 */
import { getDomain, getPublicSuffix } from "tldts";
import { memo } from "./memo.ts";
import type { Address } from "./networks.ts";

const LONGEST_NAME = 255;
const REMEMBERED = 20_000;

/** The part behind the last `@`, lower case; the whole where there is none. */
export function domainOf(mailAddress: string): string {
	return mailAddress.slice(mailAddress.lastIndexOf("@") + 1).toLowerCase();
}

/** The domain in lower case, the local part as it is; `postmaster` alone stays. */
export function withLowerDomain(mailAddress: string): string {
	const at = mailAddress.lastIndexOf("@");
	if (at < 0) return mailAddress;
	const domain = mailAddress.slice(at + 1);
	const lower = domain.toLowerCase();
	return lower === domain ? mailAddress : mailAddress.slice(0, at + 1) + lower;
}

export function lowerName(name: string): string {
	const lower = name.toLowerCase();
	return lower.endsWith(".") ? lower.slice(0, -1) : lower;
}

const domains = memo<string | false>(REMEMBERED, (name) => getDomain(name, { allowPrivateDomains: true }) ?? false);

/** `example.co.uk` for `mail.example.co.uk`; `null` for an address, a public suffix or what is no name. */
export function registeredDomain(name: string): string | null {
	if (name === "" || name.length > LONGEST_NAME) return null;
	return domains(name) || null;
}

function publicSuffix(name: string): string | null {
	return getPublicSuffix(name, { allowPrivateDomains: true });
}

/** What providers call the lines of their customers: as a word of the name, alone or with digits behind it. */
const lineWords =
	/(?:^|[^a-z])(?:dyn|dynamic|dynamicip|dyndsl|dhcp|dial|dialup|dialin|ppp|pppoe|[a-z]*dsl|cable|catv|cablemodem|broadband|residential|fttb|ftth|pools?|cust|customers?|hsd|wifi|gprs|lte)\d*(?=[^a-z0-9]|$)/;

/** Words that mail hosts use too: they need a number of the address beside them. */
const sharedWords = /^(?:pools?|cust|customers?|cable|lte|wifi)\d*$/;

/**
 * A host that says it sends mail is held to its name, though that spells its address: large senders name whole pools so.
 * What it says of a line goes before.
 */
const mailWords =
	/(?:^|[^a-z])(?:mta|mx|smtp|mail|mails|mailer|mailout|outmail|mout|outbound|outgoing|newsletter)\d*(?=[^a-z0-9]|$)/;

/** What of a name does not depend on an address. */
interface NameParts {
	/** The registered domain; `null`: none. */
	readonly domain: string | null;
	/** Below the registered domain; of a name that is the domain, what stands before its public suffix. */
	readonly host: string;
	readonly saysLine: boolean;
	readonly saysMail: boolean;
	readonly numbers: readonly number[];
	/** Long enough to hold an address in one piece: nine digits, or eight hexadecimal ones. */
	readonly isLong: boolean;
}

const parts = memo<NameParts>(REMEMBERED, (name) => {
	const domain = registeredDomain(name);
	// A hoster whose suffix is public names its customers' machines by their addresses, and each is a domain then.
	const rest = domain === name ? publicSuffix(name) : domain;
	const host = rest === null ? name : name.slice(0, Math.max(0, name.length - rest.length - 1));
	return {
		domain,
		host,
		// Words are a hint only below a domain: somebody may be called so.
		saysLine: domain !== name && saysLine(host),
		saysMail: domain !== name && mailWords.test(host),
		numbers: (host.match(/\d+/g) ?? []).map(Number),
		isLong: /\d{9}|[0-9a-f]{8}/.test(host),
	};
});

/**
 * Whether the part of `name` below its registered domain holds the client's address in a usual spelling (octets in
 * either order, three of them at least, padded or not; hexadecimal; decimal; IPv6 digits), or says dial-up. A name
 * that spells the address and says that it sends mail (`mta-192-0-2-1`) is none.
 */
export function isGenericName(name: string, address: Address): boolean {
	return isGeneric(parts(name), address);
}

/** The registered domain of a name that is not generic, in one look-up; else `null`. */
export function heldDomain(name: string, address: Address): string | null {
	if (name.length > LONGEST_NAME) return null;
	const found = parts(name);
	return found.domain === null || isGeneric(found, address) ? null : found.domain;
}

function isGeneric(found: NameParts, address: Address): boolean {
	if (found.saysLine) return true;
	if (found.saysMail) return false;
	return address.groups === null ? holdsV4(found, address.v4) : holdsV6(found.host, address.groups);
}

function saysLine(host: string): boolean {
	const found = lineWords.exec(host);
	if (found === null) return false;
	const word = found[0].replace(/^[^a-z]/, "");
	return !sharedWords.test(word) || (host.match(/\d+/g)?.length ?? 0) >= 2;
}

function holdsV4({ host, numbers, isLong }: NameParts, v4: number): boolean {
	if (numbers.length < 3 && !isLong) return false;
	const octets = [v4 >>> 24, (v4 >>> 16) & 255, (v4 >>> 8) & 255, v4 & 255];
	if (holdsRun(numbers, octets) || holdsRun(numbers, octets.toReversed())) return true;
	// The last two, then the first two, as in `x-1-10-20.w192-0.isp.example`.
	if (numbers.some((_, at) => startsWith(numbers, at, [...octets.slice(2), ...octets.slice(0, 2)]))) return true;
	if (!isLong) return false;
	const padded = octets.map((octet) => String(octet).padStart(3, "0"));
	return (
		host.includes(padded.join("")) ||
		host.includes(padded.toReversed().join("")) ||
		holdsText(host, hex(v4, 8)) ||
		numbers.includes(v4)
	);
}

/** Three octets side by side at least: a host's own numbers are seldom three of its address. */
function holdsRun(numbers: readonly number[], octets: readonly number[]): boolean {
	const first = octets.slice(0, 3);
	const last = octets.slice(1);
	return numbers.some((_, at) => startsWith(numbers, at, first) || startsWith(numbers, at, last));
}

function startsWith(numbers: readonly number[], at: number, run: readonly number[]): boolean {
	return run.every((octet, index) => numbers[at + index] === octet);
}

function holdsV6(host: string, groups: readonly number[]): boolean {
	const full = groups.map((group) => hex(group, 4)).join("");
	const digits = host.replace(/[^0-9a-f]/g, "");
	if (digits.includes(full) || digits.includes([...full].reverse().join(""))) return true;
	// The last 64 bits, or the groups without their leading zeros.
	if (full.slice(16) !== "0000000000000001" && digits.includes(full.slice(16))) return true;
	const groupsApart = host.split(/[^0-9a-f]+/).filter((part) => part !== "" && part.length <= 4);
	const spelt = groups.filter((group) => group !== 0);
	return (
		spelt.length >= 3 &&
		holdsRunOf(
			groupsApart.map((part) => Number.parseInt(part, 16)),
			spelt,
		)
	);
}

function holdsRunOf(numbers: readonly number[], run: readonly number[]): boolean {
	const apart = numbers.filter((number) => number !== 0);
	return apart.some((_, at) => startsWith(apart, at, run));
}

/** Eight hexadecimal digits that are a word of their own, or end one (`x4c0000201`). */
function holdsText(host: string, text: string): boolean {
	const at = host.indexOf(text);
	return at >= 0 && !/[0-9a-f]/.test(host[at + text.length] ?? "");
}

function hex(value: number, width: number): string {
	return value.toString(16).padStart(width, "0");
}
