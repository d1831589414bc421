/** Whether one whitelist pattern covers another, or an address. Both in the spelling that `patternOf` gives. */
import { type Address, type Network, networkOf, parseNetwork } from "../base/networks.ts";
import type { Pattern } from "./whitelist-pattern.ts";

/** Every attempt that `inner` lets through, `outer` does too. Of the same kind, but that a network covers clients. */
export function covers(outer: Pattern, inner: Pattern): boolean {
	if (isNetwork(outer) && isNetwork(inner)) {
		const [wide, narrow] = [parseNetwork(outer.pattern), parseNetwork(inner.pattern)];
		return wide.ok && narrow.ok && holds(wide.value, narrow.value);
	}
	if (outer.kind !== inner.kind) return false;
	return outer.pattern === inner.pattern || coversText(outer.pattern, inner.pattern);
}

/** `false` for patterns that are no networks. */
export function coversAddress(pattern: string, address: Address): boolean {
	const network = parseNetwork(pattern);
	const bits = address.groups === null ? 32 : 128;
	return network.ok && holds(network.value, { base: address, bits, text: address.text });
}

function isNetwork({ kind }: Pattern): boolean {
	return kind === "client" || kind === "network";
}

function holds(wide: Network, narrow: Network): boolean {
	const sameFamily = (wide.base.groups === null) === (narrow.base.groups === null);
	return sameFamily && wide.bits <= narrow.bits && networkOf(narrow.base, wide.bits) === wide.text;
}

function coversText(outer: string, inner: string): boolean {
	const at = inner.lastIndexOf("@");
	if (outer.endsWith("@")) return at > 0 && inner.startsWith(outer);
	if (outer.includes("@")) return false;
	const domain = inner.slice(at + 1);
	if (outer.startsWith("*.")) return domain.endsWith(outer.slice(1)) && domain !== outer;
	return at > 0 && domain === outer;
}
