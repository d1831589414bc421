/** The settings' lists of what is never greylisted, compiled once for each settings object. */
import { compileNetworks, type NetworkTable, parseNetwork } from "../base/networks.ts";
import { compilePatterns, type PatternTable } from "./patterns.ts";
import type { Settings } from "./settings.ts";

export interface ExemptTables {
	readonly trusted: NetworkTable<string>;
	readonly recipients: PatternTable<string>;
	/** Those who are greylisted; `null` where none are given: all are. */
	readonly listed: PatternTable<string> | null;
}

const compiled = new WeakMap<Settings, ExemptTables>();

export function exemptTables(settings: Settings): ExemptTables {
	const found = compiled.get(settings);
	if (found !== undefined) return found;
	const { trustedNetworks, exemptRecipients, recipientDomains } = settings;
	const tables: ExemptTables = {
		trusted: compileNetworks(
			trustedNetworks.flatMap((text) => {
				const network = parseNetwork(text.trim());
				return network.ok ? [[network.value, network.value.text] as const] : [];
			}),
		),
		recipients: compilePatterns(exemptRecipients.map((pattern) => [pattern, pattern] as const)),
		listed:
			recipientDomains.length === 0
				? null
				: compilePatterns(recipientDomains.map((pattern) => [pattern, pattern] as const)),
	};
	compiled.set(settings, tables);
	return tables;
}
