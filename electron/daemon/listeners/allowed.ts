/** Who may ask over TCP: loopback always, others only from the networks the config allows (CIDR). */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { isLoopback } from "./address.ts";

interface Network {
	readonly address: string;
	readonly prefix: number;
	readonly family: "ipv4" | "ipv6";
}

export function parseNetwork(text: string): Outcome<Network> {
	const [address = "", width, ...rest] = text.split("/");
	const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : null;
	const most = family === "ipv4" ? 32 : 128;
	const prefix = width === undefined ? most : /^\d{1,3}$/.test(width) ? Number(width) : -1;
	if (family === null || rest.length > 0 || prefix < 0 || prefix > most) {
		return bad(`"${text}" is no network; write 192.0.2.0/24 or 2001:db8::/32.`);
	}
	return good({ address, prefix, family });
}

/** Tells whether a peer may ask. Networks must have been checked by `parseNetwork`. */
export function allowedPeers(networks: readonly string[]): (peer: string | undefined) => boolean {
	const list = new BlockList();
	for (const text of networks) {
		const network = parseNetwork(text);
		if (network.ok) list.addSubnet(network.value.address, network.value.prefix, network.value.family);
	}
	return (peer) => {
		if (peer === undefined) return false;
		if (isLoopback(peer)) return true;
		const plain = peer.startsWith("::ffff:") ? peer.slice("::ffff:".length) : peer;
		return isIPv4(plain) ? list.check(plain, "ipv4") : isIPv6(plain) && list.check(plain, "ipv6");
	};
}
