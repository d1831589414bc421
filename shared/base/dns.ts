/** What a question to the DNS may come to. Whoever evaluates gets `Resolve` handed in, and asks nobody itself. */
import type { Address } from "./networks.ts";

export type RecordType = "A" | "AAAA" | "TXT" | "MX" | "PTR";

export type DnsAnswer =
	/** Addresses in their canonical text, whole TXT records, or names without their final dot (MX: best first). */
	| { readonly kind: "records"; readonly records: readonly string[] }
	/** There is no such name, or nothing of that type. */
	| { readonly kind: "none" }
	/** Not known. `ours`: our own resolver answers nobody; else it is the trouble of whoever has that name. */
	| { readonly kind: "trouble"; readonly ours: boolean; readonly why: string };

/** Never rejects, and answers within the time its maker has bounded. */
export type Resolve = (name: string, type: RecordType) => Promise<DnsAnswer>;

const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/** Whether it can be asked for: no empty label, none too long (RFC 1035 2.3.4), printable ASCII without spaces. */
export function isAskable(name: string): boolean {
	if (name.length > LONGEST_NAME || !/^[\x21-\x7e]+$/.test(name)) return false;
	return name.split(".").every((label) => label !== "" && label.length <= LONGEST_LABEL);
}

/** Where the DNS keeps an address's names (RFC 1035 3.5, RFC 3596 2.5). */
export function reverseName(address: Address): string {
	if (address.groups === null) return `${address.text.split(".").reverse().join(".")}.in-addr.arpa`;
	const digits = [...address.groups.map((group) => group.toString(16).padStart(4, "0")).join("")];
	return `${digits.reverse().join(".")}.ip6.arpa`;
}
