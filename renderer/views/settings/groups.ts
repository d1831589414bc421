/** How the fields are laid out. A field that a newer host has and we do not know stands in the last group. */
import type { Field } from "../../state/use-policy.ts";

export interface Group {
	readonly title: string;
	readonly fields: readonly Field[];
}

const groups: readonly (readonly [string, (key: string) => boolean])[] = [
	["Mode", (key) => key === "mode"],
	["Waiting", (key) => ["delay", "retryWindow", "forgetAfter", "passLifetime"].includes(key)],
	["Which client is the same", (key) => ["clientKey", "ipv4Prefix", "ipv6Prefix"].includes(key)],
	["Which sender is the same", (key) => key.startsWith("senderRules.")],
	[
		"Never greylisted",
		(key) => ["nullSender", "trustedNetworks", "exemptRecipients", "recipientDomains"].includes(key),
	],
	["Auto-whitelist", (key) => key.startsWith("autoWhitelist.")],
	["Reply to the client", (key) => key.startsWith("reply.")],
	["Limits", () => true],
];

export function grouped(fields: readonly Field[]): readonly Group[] {
	const placed = new Map<string, Field[]>(groups.map(([title]) => [title, []]));
	for (const field of fields) {
		const title = groups.find(([, holds]) => holds(field.key))?.[0] ?? "Limits";
		placed.get(title)?.push(field);
	}
	return [...placed].map(([title, members]) => ({ title, fields: members })).filter((group) => group.fields.length > 0);
}

/** `autoWhitelist.passes` as `Passes`, `retryWindow` as `Retry window`. */
export function labelOf(key: string): string {
	const name = key.split(".").at(-1) ?? key;
	const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
	const named = labels[key] ?? words;
	return named.charAt(0).toUpperCase() + named.slice(1);
}

const labels: Readonly<Record<string, string>> = {
	ipv4Prefix: "IPv4 bits",
	ipv6Prefix: "IPv6 bits",
	"senderRules.verp": "VERP",
	"senderRules.batv": "BATV",
	"senderRules.srs": "SRS",
	"senderRules.plus": "+extension",
	"senderRules.esp": "bulk senders",
	maxShare: "most by one network",
	maxTriplets: "most triplets",
};
