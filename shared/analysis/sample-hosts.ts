/**
 * Who sends sample mail from where. Every name and address is one that the RFCs set aside for examples, so that none
 * can be mistaken for somebody's: names under `.example` and `.test` (RFC 2606), addresses of 192.0.2.0/24,
 * 198.51.100.0/24, 203.0.113.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849).
 */
import { pick, type Random, whole } from "../base/random.ts";

/** One machine that sends. `name` is its verified name, `null` where it has none. */
export interface SampleHost {
	readonly client: string;
	readonly name: string | null;
	readonly helo: string;
}

const networks = ["192.0.2", "198.51.100", "203.0.113"] as const;

/** An address in one of the three example networks. */
export function v4(network: 0 | 1 | 2, last: number): string {
	return `${networks[network]}.${1 + (last % 254)}`;
}

/** An address in a /64 of its own. */
export function v6(network: number, last: number): string {
	return `2001:db8:${(network % 0xffff).toString(16)}::${(1 + (last % 0xfffe)).toString(16)}`;
}

export function named(client: string, name: string): SampleHost {
	return { client, name, helo: name };
}

/** Firms with a mail server of their own; a class takes a stretch of them so that no two classes share a domain. */
export const firms = [
	..."harbor linden novatech quarry brightside meridian cobalt foxglove granite juniper".split(" "),
	..."kestrel lakeside millstone northgate orchard pinewood riverton saltmarsh thornbury umber".split(" "),
	..."vantage westbrook yarrow zephyr alder birch cedar dunes elmwood fernhill".split(" "),
	..."greenway heather ironside jasmine kingsley larkspur maple nettle oakham pebble".split(" "),
].map((firm, index) => `${firm}.${index % 3 === 0 ? "test" : "example"}`);

const people = (
	"anna.keller ben carla.ruiz daniel.osei emma frank.weber grace.lin hugo ines.moreau jonas kira.petrov liam maya.singh " +
	"noah olga.nowak paul quentin rosa.bianchi sven tara.oneill ute viktor wendy.chan xenia yusuf.demir zoe.martin"
).split(" ");
const desks = "info sales support billing jobs press office service".split(" ");
/** Our own people: the recipients. */
const ours = (
	"alice bob carol dave erin frank grace heidi ivan judy mallory niaj olivia peggy rupert sybil trent victor walter " +
	"sales info billing support"
).split(" ");

export const ourDomains = ["example.org", "example.com"] as const;

export function ourPerson(random: Random): string {
	return `${pick(random, ours)}@${random() < 0.8 ? ourDomains[0] : ourDomains[1]}`;
}

export function theirPerson(random: Random, domain: string): string {
	return `${pick(random, random() < 0.75 ? people : desks)}@${domain}`;
}

/** The mail server of a firm of the list, always the same for the same number. */
export function firmHost(index: number): { readonly domain: string; readonly host: SampleHost } {
	const domain = firms[index % firms.length] ?? "harbor.example";
	const place = index % firms.length;
	const client = place % 5 === 4 ? v6(0x100 + place, 0x24) : v4(place % 3 === 0 ? 0 : 1, 10 + place * 5);
	return { domain, host: named(client, `mx.${domain}`) };
}

/** A pool of one registered domain over all three networks and IPv6: a retry comes from anywhere in it. */
export function pool(domain: string, stem: string, size: number): readonly SampleHost[] {
	return Array.from({ length: size }, (_, index) => {
		const client = index % 4 === 3 ? v6(0x800 + index, index) : v4((index % 3) as 0 | 1 | 2, 130 + index * 7);
		return named(client, `${stem}-${"abcdefghijklmnopqrstuvwxyz"[index % 26]}.${domain}`);
	});
}

/** The same hosts in an order of their own for one message. */
export function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
	const order = [...list];
	for (let last = order.length - 1; last > 0; last--) {
		const other = whole(random, 0, last);
		const [one, two] = [order[last], order[other]];
		if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
	}
	return order;
}

/** A made-up name, as bots write. */
export function letters(random: Random, length: number): string {
	return Array.from({ length }, () => pick(random, [..."bcdfghjklmnpqrstvwxyz"])).join("");
}

/** Hexadecimal digits, as bounce addresses of bulk senders carry them. */
export function token(random: Random, length: number): string {
	return Array.from({ length }, () => "0123456789abcdef"[whole(random, 0, 15)]).join("");
}
