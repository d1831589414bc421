/**
 * IP addresses and networks: one canonical text for each address (RFC 5952; an IPv4-mapped IPv6 address is the IPv4
 * address it carries), networks by width, and lists of networks compiled for quick look-up. Refuses what is not an
 * address in full: no octal, no short forms, no zone, no name.
 */
import ipaddr from "ipaddr.js";
import { memo } from "./memo.ts";
import { bad, good, type Outcome } from "./outcome.ts";

export interface Address {
	/** Canonical. */
	readonly text: string;
	/** Sixteen-bit groups, eight of them; `null` for IPv4. */
	readonly groups: readonly number[] | null;
	/** As an unsigned number; 0 for IPv6. */
	readonly v4: number;
}

const LONGEST_ADDRESS = 45;
const REMEMBERED = 20_000;
const DOT = 46;
const ZERO = 48;

const remembered = memo<Address | false>(REMEMBERED, (text) => parseV6(text) ?? false);

/** `null` where the text is not an IP address. */
export function parseAddress(text: string): Address | null {
	if (text.length > LONGEST_ADDRESS) return null;
	const v4 = v4Of(text);
	return v4 >= 0 ? { text, groups: null, v4 } : remembered(text) || null;
}

/** Four numbers of 0 to 255 without leading zeros, asked for every attempt; -1 where it is anything else. */
function v4Of(text: string): number {
	let value = 0;
	let octet = -1;
	let dots = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === DOT) {
			if (octet < 0) return -1;
			value = value * 256 + octet;
			octet = -1;
			dots += 1;
			continue;
		}
		const digit = code - ZERO;
		if (digit < 0 || digit > 9 || octet === 0) return -1;
		octet = octet < 0 ? digit : octet * 10 + digit;
		if (octet > 255) return -1;
	}
	return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

function parseV6(text: string): Address | null {
	if (text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
	const address = ipaddr.IPv6.parse(text);
	if (address.isIPv4MappedAddress()) return parseAddress(address.toIPv4Address().toString());
	return { text: address.toRFC5952String(), groups: address.parts, v4: 0 };
}

/** `192.0.2.0/24`, `2001:db8::/64`; the whole address where the width is all of it. */
export function networkOf(address: Address, bits: number): string {
	if (address.groups === null) return bits >= 32 ? address.text : `${v4Text(masked(address.v4, bits))}/${bits}`;
	return bits >= 128 ? address.text : `${v6Text(maskedGroups(address.groups, bits))}/${bits}`;
}

const sharesV6 = memo<readonly string[]>(REMEMBERED, (client) => {
	const address = parseAddress(client);
	return address === null ? [] : [networkOf(address, 64), networkOf(address, 48)];
});

/** The networks whose share of the table is bounded: the client's /24, or its /64 and /48, narrow first. */
export function shareNetworks(client: string): readonly string[] {
	const v4 = v4Of(client);
	return v4 >= 0 ? [`${client.slice(0, client.lastIndexOf("."))}.0/24`] : sharesV6(client);
}

/** A network's base address and width. An address alone is a network of one. Host bits must be zero or are cut off. */
export interface Network {
	readonly base: Address;
	readonly bits: number;
	readonly text: string;
}

/** Errors: one sentence naming the text. */
export function parseNetwork(text: string): Outcome<Network> {
	const slash = text.indexOf("/");
	const base = parseAddress(slash < 0 ? text : text.slice(0, slash));
	if (base === null) return bad(`"${text.slice(0, 64)}" is not an IP address or network, such as 192.0.2.0/24`);
	const most = base.groups === null ? 32 : 128;
	const width = slash < 0 ? String(most) : text.slice(slash + 1);
	if (!/^\d{1,3}$/.test(width) || Number(width) > most)
		return bad(`"${text.slice(0, 64)}": the width must be a number from 0 to ${most}`);
	const bits = Number(width);
	return good({ base, bits, text: networkOf(base, bits) });
}

export interface NetworkTable<T> {
	/** The narrowest network that holds the address. */
	find(address: Address): T | undefined;
}

/** One map for each width that occurs: a look-up costs as many steps as there are different widths. */
export function compileNetworks<T>(entries: readonly (readonly [Network, T])[]): NetworkTable<T> {
	const v4 = new Map<number, Map<number, T>>();
	const v6 = new Map<number, Map<string, T>>();
	for (const [{ base, bits }, value] of entries)
		if (base.groups === null) tableOf(v4, bits).set(masked(base.v4, bits), value);
		else tableOf(v6, bits).set(v6Text(maskedGroups(base.groups, bits)), value);
	const v4Widths = narrowFirst(v4);
	const v6Widths = narrowFirst(v6);
	return {
		find(address) {
			if (address.groups === null) {
				for (const [bits, values] of v4Widths) {
					const found = values.get(masked(address.v4, bits));
					if (found !== undefined) return found;
				}
				return undefined;
			}
			for (const [bits, values] of v6Widths) {
				const found = values.get(v6Text(maskedGroups(address.groups, bits)));
				if (found !== undefined) return found;
			}
			return undefined;
		},
	};
}

function tableOf<K, T>(tables: Map<number, Map<K, T>>, bits: number): Map<K, T> {
	const found = tables.get(bits) ?? new Map<K, T>();
	tables.set(bits, found);
	return found;
}

function narrowFirst<K, T>(tables: Map<number, Map<K, T>>): readonly (readonly [number, Map<K, T>])[] {
	return [...tables].sort(([a], [b]) => b - a);
}

function masked(v4: number, bits: number): number {
	return bits === 0 ? 0 : (v4 & (0xffffffff << (32 - bits))) >>> 0;
}

function maskedGroups(groups: readonly number[], bits: number): number[] {
	return groups.map((group, index) => {
		const kept = Math.min(16, Math.max(0, bits - index * 16));
		return kept === 0 ? 0 : group & (0xffff << (16 - kept));
	});
}

function v4Text(v4: number): string {
	return `${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;
}

function v6Text(groups: number[]): string {
	return new ipaddr.IPv6(groups).toRFC5952String();
}
