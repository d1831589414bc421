/**
 * The whitelists, compiled once for each list and asked for each attempt. A sender is believed only with SPF pass or
 * a verified client name in its registered domain: anybody can write a sender. An entry whose time is over means
 * nothing; of two with the same pattern the one that holds longer counts.
 */
import { compileNetworks, type Network, type NetworkTable, parseAddress, parseNetwork } from "../base/networks.ts";
import type { Attempt, Facts } from "./attempt.ts";
import { alignedDomain } from "./client-key.ts";
import { compilePatterns, type PatternTable } from "./patterns.ts";
import type { WhitelistEntry } from "./whitelist-entry.ts";

interface Compiled {
	readonly networks: NetworkTable<WhitelistEntry>;
	readonly names: PatternTable<WhitelistEntry>;
	readonly recipients: PatternTable<WhitelistEntry>;
	readonly senders: PatternTable<WhitelistEntry>;
	/** When the first of these entries ends: until then the tables are right. */
	readonly validUntilAt: number;
}

const compiled = new WeakMap<readonly WhitelistEntry[], Compiled>();

/** The entry that lets this attempt pass; `null`: none. Address before name before recipient before sender. */
export function whitelistMatch(
	entries: readonly WhitelistEntry[],
	{ attempt, facts }: { readonly attempt: Attempt; readonly facts: Facts },
	now: number,
): WhitelistEntry | null {
	if (entries.length === 0) return null;
	const tables = tablesOf(entries, now);
	const address = parseAddress(attempt.client);
	const found =
		(address === null ? undefined : tables.networks.find(address)) ??
		(attempt.clientName === null ? undefined : tables.names.forName(attempt.clientName)) ??
		tables.recipients.forMail(attempt.recipient);
	if (found !== undefined) return found;
	const sender = attempt.sender === "" ? undefined : tables.senders.forMail(attempt.sender);
	return sender !== undefined && (facts.spf === "pass" || alignedDomain(attempt) !== null) ? sender : null;
}

/** Whether an entry names this sender, and SPF alone could prove that the mail is theirs. */
export function whitelistUnproven(entries: readonly WhitelistEntry[], attempt: Attempt, now: number): boolean {
	if (entries.length === 0 || attempt.sender === "" || alignedDomain(attempt) !== null) return false;
	return tablesOf(entries, now).senders.forMail(attempt.sender) !== undefined;
}

function tablesOf(entries: readonly WhitelistEntry[], now: number): Compiled {
	const found = compiled.get(entries);
	if (found !== undefined && now < found.validUntilAt) return found;
	const tables = compile(entries, now);
	compiled.set(entries, tables);
	return tables;
}

function compile(entries: readonly WhitelistEntry[], now: number): Compiled {
	// Later ones of a table overwrite earlier ones: the longest life last.
	const live = entries.filter((entry) => endOf(entry) > now).toSorted((a, b) => endOf(a) - endOf(b));
	const patterns = (kind: WhitelistEntry["kind"]) =>
		compilePatterns(live.filter((entry) => entry.kind === kind).map((entry) => [entry.pattern, entry] as const));
	return {
		networks: compileNetworks(live.flatMap(networkEntry)),
		names: patterns("name"),
		recipients: patterns("recipient"),
		senders: patterns("sender"),
		validUntilAt: live.reduce((first, entry) => Math.min(first, endOf(entry)), Number.POSITIVE_INFINITY),
	};
}

function endOf(entry: WhitelistEntry): number {
	return entry.expiresAt ?? Number.POSITIVE_INFINITY;
}

function networkEntry(entry: WhitelistEntry): readonly (readonly [Network, WhitelistEntry])[] {
	if (entry.kind !== "client" && entry.kind !== "network") return [];
	const network = parseNetwork(entry.pattern.trim());
	return network.ok ? [[network.value, entry]] : [];
}
