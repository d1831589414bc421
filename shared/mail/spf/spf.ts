/**
 * Whether a domain lets an address send its mail: check_host() of RFC 7208 with its limits (ten terms that ask the
 * DNS, ten names of an MX or a PTR, two questions that find nothing). Pure but for the questions, which whoever asks
 * hands in; it never asks more of them than the limits allow, so a stranger's record cannot make us work for him.
 * Explanations (`exp=`) are not fetched: nobody is refused here.
 */
import { type DnsAnswer, isAskable, type Resolve, reverseName } from "../../base/dns.ts";
import { domainOf } from "../../base/names.ts";
import { type Address, compileNetworks, parseAddress, parseNetwork } from "../../base/networks.ts";
import { asksForName, expand, type MacroValues } from "./macros.ts";
import { isSpf, type Mechanism, readSpf, type SpfRecord } from "./record.ts";

export type SpfResult = "pass" | "fail" | "softfail" | "neutral" | "none" | "temperror" | "permerror";

export interface SpfCheck {
	readonly result: SpfResult;
	/** The term that decided, or what was wrong: a part of a sentence, with a stranger's text in it. */
	readonly why: string;
	/** A temperror because our own resolver answers nobody. */
	readonly ours: boolean;
}

export interface SpfQuestion {
	/** An IP address. */
	readonly client: string;
	/** `''` is the null sender: then the name in HELO is asked about (RFC 7208 section 2.4). */
	readonly sender: string;
	readonly helo: string | null;
}

const MOST_TERMS = 10;
const MOST_NAMES = 10;
const MOST_VOID = 2;

interface Run {
	readonly resolve: Resolve;
	readonly address: Address;
	readonly sender: string;
	readonly helo: string;
	terms: number;
	voids: number;
}

/** What a term comes to: it matches, it does not, or the whole ends. */
type Found = true | false | SpfCheck;

export async function checkSpf({ client, sender, helo }: SpfQuestion, resolve: Resolve): Promise<SpfCheck> {
	const address = parseAddress(client);
	const identity = sender === "" ? (helo ?? "") : domainOf(sender);
	if (address === null) return ended("none", "the client has no address");
	const from = sender.includes("@") && !sender.startsWith("@") ? sender : `postmaster@${identity}`;
	const run: Run = { resolve, address, sender: from, helo: helo ?? "unknown", terms: 0, voids: 0 };
	return host(run, identity.toLowerCase(), true);
}

async function host(run: Run, domain: string, isFirst: boolean): Promise<SpfCheck> {
	if (!isAskable(domain) || !domain.includes(".") || !/[a-z][a-z0-9-]*$/i.test(domain))
		return ended("none", `${domain.slice(0, 80)} is no domain`);
	const answer = isFirst ? await run.resolve(domain, "TXT") : await ask(run, domain, "TXT");
	if (answer.kind === "over") return answer.check;
	if (answer.kind === "trouble") return trouble(domain, answer);
	const found = answer.kind === "none" ? [] : answer.records.filter(isSpf);
	const [text] = found;
	if (text === undefined) return ended("none", `${domain} publishes no SPF`);
	if (found.length > 1) return ended("permerror", `${domain} publishes more than one SPF record`);
	if (!/^[\x20-\x7e]*$/.test(text)) return ended("permerror", `the SPF of ${domain} is not ASCII`);
	const record = readSpf(text);
	if (!record.ok) return ended("permerror", `the SPF of ${domain} cannot be read: ${record.problem}`);
	return evaluate(run, domain, record.value);
}

async function evaluate(run: Run, domain: string, record: SpfRecord): Promise<SpfCheck> {
	for (const directive of record.directives) {
		const found = await matches(run, domain, directive.mechanism);
		if (typeof found === "object") return found;
		if (found) return ended(directive.qualifier, `${directive.text.slice(0, 100)} in the SPF of ${domain}`);
	}
	if (record.redirect === null || record.directives.some(({ mechanism }) => mechanism.kind === "all"))
		return ended("neutral", `no term in the SPF of ${domain} says anything of this client`);
	if (++run.terms > MOST_TERMS) return tooMany;
	const target = await targetOf(run, domain, record.redirect);
	if (typeof target === "object") return target;
	const redirected = await host(run, target, false);
	return redirected.result === "none" ? { ...redirected, result: "permerror" } : redirected;
}

async function matches(run: Run, domain: string, mechanism: Mechanism): Promise<Found> {
	if (mechanism.kind === "all") return true;
	if (mechanism.kind === "ip") return isWithin(run.address, mechanism.network, mechanism.bits);
	if (++run.terms > MOST_TERMS) return tooMany;
	const target = mechanism.domain === null ? domain : await targetOf(run, domain, mechanism.domain);
	if (typeof target === "object") return target;
	return isAskable(target) ? asked(run, target, mechanism) : false;
}

async function asked(run: Run, name: string, mechanism: Mechanism): Promise<Found> {
	switch (mechanism.kind) {
		case "include":
			return included(await host(run, name, false));
		case "exists": {
			const answer = await ask(run, name, "A");
			return answer.kind === "records" ? true : notFound(answer, name);
		}
		case "a":
			return isAmong(run, { name, widths: mechanism.widths }, await ask(run, name, family(run)));
		case "mx":
			return isMailHost(run, mechanism.widths, name);
		case "ptr": {
			const names = await verifiedNames(run);
			return Array.isArray(names) ? names.some((one) => isAtOrBelow(one, name)) : names;
		}
		case "all":
		case "ip":
			return false;
	}
}

function included(inner: SpfCheck): Found {
	if (inner.result === "pass") return true;
	if (inner.result === "none") return { ...inner, result: "permerror" };
	return inner.result === "temperror" || inner.result === "permerror" ? inner : false;
}

interface Hosts {
	readonly name: string;
	readonly widths: { readonly v4: number; readonly v6: number };
}

function isAmong(run: Run, { name, widths }: Hosts, answer: Asked): Found {
	if (answer.kind !== "records") return notFound(answer, name);
	const bits = run.address.groups === null ? widths.v4 : widths.v6;
	return answer.records.some((record) => isWithin(run.address, record, bits));
}

async function isMailHost(run: Run, widths: Hosts["widths"], target: string): Promise<Found> {
	const hosts = await ask(run, target, "MX");
	if (hosts.kind !== "records") return notFound(hosts, target);
	if (hosts.records.length > MOST_NAMES) return ended("permerror", `${target} has more than ten mail hosts`);
	for (const name of hosts.records) {
		if (!isAskable(name)) continue;
		const found = isAmong(run, { name, widths }, await run.resolve(name, family(run)));
		if (found !== false) return found;
	}
	return false;
}

/** Names of the client that lead back to it, ten at most. Trouble on the way is no match, and no end (section 5.5). */
async function verifiedNames(run: Run): Promise<string[] | SpfCheck> {
	const answer = await ask(run, reverseName(run.address), "PTR");
	if (answer.kind === "over") return answer.check;
	if (answer.kind !== "records") return [];
	const verified: string[] = [];
	for (const name of answer.records.slice(0, MOST_NAMES)) {
		const back = isAskable(name) ? await run.resolve(name, family(run)) : null;
		if (back?.kind === "records" && back.records.some((record) => parseAddress(record)?.text === run.address.text))
			verified.push(name);
	}
	return verified;
}

async function targetOf(run: Run, domain: string, text: string): Promise<string | SpfCheck> {
	let name = "unknown";
	if (asksForName(text)) {
		if (++run.terms > MOST_TERMS) return tooMany;
		const names = await verifiedNames(run);
		if (!Array.isArray(names)) return names;
		name = names.find((one) => one === domain) ?? names.find((one) => isAtOrBelow(one, domain)) ?? names[0] ?? name;
	}
	const values: MacroValues = { sender: run.sender, helo: run.helo, address: run.address, domain, name };
	return expand(text, values);
}

type Asked = DnsAnswer | { readonly kind: "over"; readonly check: SpfCheck };

/** A question that counts where it finds nothing. */
async function ask(run: Run, name: string, type: Parameters<Resolve>[1]): Promise<Asked> {
	const answer = await run.resolve(name, type);
	if (answer.kind === "none" && ++run.voids > MOST_VOID) return { kind: "over", check: tooManyVoid };
	return answer;
}

function notFound(answer: Exclude<Asked, { kind: "records" }>, name: string): Found {
	if (answer.kind === "over") return answer.check;
	return answer.kind === "none" ? false : trouble(name, answer);
}

function family({ address }: Run): "A" | "AAAA" {
	return address.groups === null ? "A" : "AAAA";
}

function isWithin(address: Address, text: string, bits: number): boolean {
	const base = parseAddress(text);
	if (base === null || (base.groups === null) !== (address.groups === null)) return false;
	const network = parseNetwork(`${base.text}/${bits}`);
	return network.ok && compileNetworks([[network.value, true]]).find(address) === true;
}

function isAtOrBelow(name: string, domain: string): boolean {
	const [low, above] = [name.toLowerCase(), domain.toLowerCase()];
	return low === above || low.endsWith(`.${above}`);
}

function ended(result: SpfResult, why: string): SpfCheck {
	return { result, why, ours: false };
}

function trouble(name: string, { ours, why }: Extract<DnsAnswer, { kind: "trouble" }>): SpfCheck {
	return { result: "temperror", why: `${name.slice(0, 80)} could not be asked for: ${why}`, ours };
}

const tooMany = ended("permerror", "its SPF asks for more than ten look-ups (RFC 7208 4.6.4)");
const tooManyVoid = ended("permerror", "its SPF asks for more than two names that do not exist (RFC 7208 4.6.4)");
