/**
 * What a DNS list's answer says (RFC 5782): whether a client is listed, or whether the list cannot be believed. A list
 * that answers everybody, refuses us in the form of a listing or has died must neither stop nor pass mail. Pure.
 */
import { type DnsAnswer, reverseName } from "../base/dns.ts";
import type { Address } from "../base/networks.ts";

/** The questions that a list is asked for one client. */
export interface ListQuestions {
	readonly client: string;
	/** Every list has this entry (section 5). */
	readonly listed: string;
	/** No list has this one. */
	readonly unlisted: string;
}

export function listQuestions(zone: string, client: Address): ListQuestions {
	const below = (address: Address) => `${reverseName(address).replace(/\.(?:in-addr|ip6)\.arpa$/, "")}.${zone}`;
	return { client: below(client), listed: below(testEntry(client, 2)), unlisted: below(testEntry(client, 1)) };
}

/** 127.0.0.2 and 127.0.0.1; ::ffff:7f00:2 and ::ffff:7f00:1 for IPv6. */
function testEntry(client: Address, last: number): Address {
	const v4: Address = { text: `127.0.0.${last}`, groups: null, v4: 0 };
	return client.groups === null ? v4 : { ...v4, groups: [0, 0, 0, 0, 0, 0xffff, 0x7f00, last] };
}

export interface ListJudged {
	/** What it answered of the client, none where it is not listed; `null`: not known. */
	readonly addresses: readonly string[] | null;
	/** Why it cannot be believed, behind its name; `null`: it can, or it did not answer. */
	readonly problem: string | null;
}

export function judgeList(answers: Readonly<Record<keyof ListQuestions, DnsAnswer>>): ListJudged {
	const { client, listed, unlisted } = answers;
	const strange = [client, listed, unlisted].flatMap((answer) => problemOf(answer) ?? [])[0];
	if (strange !== undefined) return { addresses: null, problem: strange };
	if (unlisted.kind === "records")
		return { addresses: null, problem: "lists every address, even 127.0.0.1 that no list has" };
	if (client.kind === "trouble" || listed.kind === "trouble") return { addresses: null, problem: null };
	if (listed.kind === "none")
		return { addresses: null, problem: "lacks the test entry 127.0.0.2 of every list (RFC 5782): it is dead or empty" };
	return { addresses: client.kind === "none" ? [] : client.records, problem: null };
}

function problemOf(answer: DnsAnswer): string | null {
	if (answer.kind !== "records") return null;
	for (const address of answer.records) {
		if (!address.startsWith("127."))
			return `answers ${address.slice(0, 45)}, which no list does: the name was sold, or somebody answers in its place`;
		if (address.startsWith("127.255.255.") || address === "127.0.0.1" || address === "127.0.0.255")
			return `refuses to answer our resolver (${address}): ask by a resolver of your own, not a public one, or register there`;
	}
	return null;
}

/** The filter behind a list's name, as Postfix writes it: `127.0.0.2`, `127.0.0.[2;4..7]`. `null`: it is none. */
export function codeFilter(text: string): ((address: string) => boolean) | null {
	const octets = text.match(/\[[\d.;]*\]|\d+/g) ?? [];
	if (octets.length !== 4 || octets.join(".") !== text) return null;
	const ranges = octets.map(rangesOf);
	if (ranges.some((range) => range === null)) return null;
	return (address) => {
		const codes = address.split(".").map(Number);
		return ranges.every((range, at) => range?.some(([least, most]) => within(codes[at], least, most)));
	};
}

function rangesOf(octet: string): readonly (readonly [number, number])[] | null {
	const parts = octet.replace(/^\[|\]$/g, "").split(";");
	const ranges = parts.map((part): readonly [number, number] | null => {
		const [, least = "", most = least] = /^(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(part) ?? [];
		const range = [Number(least), Number(most)] as const;
		return least !== "" && range[0] <= range[1] && range[1] <= 255 ? range : null;
	});
	return ranges.every((range) => range !== null) ? ranges : null;
}

function within(code: number | undefined, least: number, most: number): boolean {
	return code !== undefined && code >= least && code <= most;
}
