/**
 * What postgrey 1.37 keeps: `net/sender/recipient` => `first,last` in postgrey.db, `address` => `count,last` in
 * postgrey_clients.db; seconds of Unix time. A triplet has passed there once `last` is its delay after `first`.
 */
import type { ForeignTriplet, ForeignTrust } from "../../policy/import-rows.ts";
import { type ForeignRows, type NotUnderstood, told } from "./foreign-rows.ts";

export type Pair = readonly [key: string, value: string];

export interface PostgreySettings {
	/** `--delay`, in seconds. */
	readonly delay: number;
	/** `--auto-whitelist-clients`; 0: it trusts nobody. */
	readonly trustAfter: number;
	/** `--ipv4cidr` and `--ipv6cidr`; `null`: a network where the last octet, or the lower half, is zero. */
	readonly ipv4Prefix: number | null;
	readonly ipv6Prefix: number | null;
}

export function postgreyRows(
	{ triplets: pairs, clients }: { readonly triplets: Iterable<Pair>; readonly clients: Iterable<Pair> },
	settings: PostgreySettings,
): ForeignRows {
	const notUnderstood: NotUnderstood[] = [];
	const triplets: ForeignTriplet[] = [];
	const autoWhitelists: ForeignTrust[] = [];
	for (const [key, value] of pairs) {
		const row = tripletOf(key, value, settings);
		if (typeof row === "string") notUnderstood.push(told(`${key} => ${value}`, row));
		else if (row !== null) triplets.push(row);
	}
	for (const [key, value] of clients) {
		const [count, last] = numbers(value);
		if (count === undefined || last === undefined || count < 1 || !/^[0-9a-f.:]+$/i.test(key))
			notUnderstood.push(told(`${key} => ${value}`, "It is no address with a count and a time"));
		else {
			const trusted = settings.trustAfter > 0 && count >= settings.trustAfter;
			autoWhitelists.push({ client: key, passes: count, lastPassAt: last * 1000, trusted });
		}
	}
	return { triplets, autoWhitelists, notUnderstood };
}

/** Words: why it is none; `null`: purged by hand, as times of long ago tell. */
function tripletOf(key: string, value: string, settings: PostgreySettings): ForeignTriplet | string | null {
	if (/^[0-9a-f]{40}$/.test(key)) return "Its key is hashed (--privacy): nobody can tell whose it is";
	const slash = key.indexOf("/");
	const [, sender, recipient] = /^(|[^@]*@[^/]*|[^@/]*)\/(.+)$/.exec(key.slice(slash + 1)) ?? [];
	if (slash < 0 || sender === undefined || recipient === undefined) return "It is not network, sender and recipient";
	const [first, last] = numbers(value);
	if (first === undefined || last === undefined) return "It has no two times";
	if (last <= 1) return null;
	const client = networkText(key.slice(0, slash), settings);
	const passed = last - first >= settings.delay;
	return { client, sender, recipient, firstSeenAt: first * 1000, lastSeenAt: last * 1000, passed };
}

function networkText(address: string, { ipv4Prefix, ipv6Prefix }: PostgreySettings): string {
	if (!address.includes(":")) {
		const bits = ipv4Prefix ?? (address.endsWith(".0") ? 24 : 32);
		return `${address}/${bits}`;
	}
	return `${address}/${ipv6Prefix ?? (/(?::0+){4}$/.test(address) || address.endsWith("::") ? 64 : 128)}`;
}

/** At most two whole numbers, as seconds; later ones are left out. */
function numbers(value: string): readonly number[] {
	return value
		.split(",", 2)
		.filter((text) => /^\d{1,11}$/.test(text))
		.map(Number);
}
