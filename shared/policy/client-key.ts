/**
 * Who an attempt comes from, as keys: the registered domain of the verified name unless that name is generic, else
 * the network, so that pools of large senders retry from anywhere in their domain. Also what the client may prove
 * for auto-whitelists.
 */
import { domainOf, heldDomain, registeredDomain } from "../base/names.ts";
import { type Address, networkOf, parseAddress, shareNetworks } from "../base/networks.ts";
import { invariant } from "../base/outcome.ts";
import type { Attempt } from "./attempt.ts";
import type { KeySettings } from "./settings.ts";

/** What of an attempt, or of a triplet's row, tells who it comes from. */
export type Origin = Pick<Attempt, "client" | "clientName" | "sender">;

/** The registered domain the client can be held to; `null` without a verified name, or with a generic one. */
export function provenDomain(attempt: Origin): string | null {
	const { client, clientName } = attempt;
	if (clientName === null) return null;
	// An attempt's keys ask for the same one several times.
	if (clientName !== proven.clientName || client !== proven.client) {
		proven.domain = heldDomain(clientName, addressOf(attempt));
		proven.clientName = clientName;
		proven.client = client;
	}
	return proven.domain;
}

/** Asked for last. */
const proven: { client: string; clientName: string; domain: string | null } = {
	client: "",
	clientName: "",
	domain: null,
};

export function clientKeyOf(attempt: Origin, settings: KeySettings): string {
	if (settings.clientKey === "domain") {
		const domain = provenDomain(attempt);
		if (domain !== null) return domain;
	}
	if (settings.clientKey === "address") return attempt.client;
	const address = addressOf(attempt);
	return networkOf(address, address.groups === null ? settings.ipv4Prefix : settings.ipv6Prefix);
}

/** `client:192.0.2.10`, or `client:2001:db8::/64`: who has one address of a /64 has them all. */
export function autoClientKey(attempt: Origin): string {
	const address = addressOf(attempt);
	return `client:${address.groups === null ? address.text : networkOf(address, 64)}`;
}

/** `domain:example.net` where the verified name lies in the sender's registered domain; else a sender proves nothing. */
export function autoDomainKey(attempt: Origin): string | null {
	const domain = alignedDomain(attempt);
	return domain === null ? null : `domain:${domain}`;
}

export function alignedDomain(attempt: Origin): string | null {
	if (attempt.sender === "") return null;
	const domain = provenDomain(attempt);
	if (domain === null) return null;
	const named = domainOf(attempt.sender);
	return named === domain || registeredDomain(named) === domain ? domain : null;
}

/** Networks an approval can be narrowed to for this client: those of the shares, and of the triplet's key. */
export function approvableNetworks(client: string, settings: KeySettings): readonly string[] {
	const usual = shareNetworks(client);
	const isV4 = usual.length === 1;
	const width = isV4 ? settings.ipv4Prefix : settings.ipv6Prefix;
	if (isV4 ? width === 24 || width === 32 : width === 64 || width === 48 || width === 128) return usual;
	const address = parseAddress(client);
	return address === null ? usual : [...usual, networkOf(address, width)];
}

function addressOf(attempt: Origin): Address {
	const address = parseAddress(attempt.client);
	invariant(address !== null, "an attempt's client is an IP address");
	return address;
}
