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
		(key) => ["nullSender", "trustedNetworks", "exemptRecipients", "recipientDomains", "correspondents"].includes(key),
	],
	["What the DNS says", (key) => key === "passWhen" || key.startsWith("dns.")],
	["For some recipients", (key) => key === "overrides"],
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
