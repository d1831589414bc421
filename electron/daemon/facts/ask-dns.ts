/** One question to the resolvers, by the runtime's own (c-ares): no search list, no `/etc/hosts`, TCP where needed. */
import { promises } from "node:dns";
import type { RecordType } from "../../../shared/base/dns.ts";
import { parseAddress } from "../../../shared/base/networks.ts";
import { LONGEST_SPF } from "../../../shared/mail/spf/record.ts";

export type Raw =
	/** `ttl` in seconds; `null` where the runtime does not tell. */
	| { readonly kind: "records"; readonly records: readonly string[]; readonly ttl: number | null }
	| { readonly kind: "none" }
	/** The runtime's code, such as `ESERVFAIL`. */
	| { readonly kind: "failed"; readonly code: string };

export interface Dns {
	readonly servers: readonly string[];
	/** Never rejects; within some seconds. */
	ask(name: string, type: RecordType): Promise<Raw>;
	/** Whether the resolver finds the root of the DNS, which every one has at hand. */
	findsRoot(): Promise<boolean>;
}

/** So many records of one answer are looked at. */
const MOST_RECORDS = 100;
const nothing: ReadonlySet<string> = new Set(["ENOTFOUND", "ENODATA", "EBADNAME"]);

/**
 * `timeoutMs`: what a mail may wait; a lost packet is sent again, or another server asked, within it, and the runtime
 * listens for longer, so that a slow answer serves the next mail. (It shortens its patience with
 * a server that was quick, to a quarter of a second at the first try; hence the tries.) No servers: those of this machine.
 */
export function createDns(servers: readonly string[], timeoutMs: number): Dns {
	const resolver = new promises.Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 4 });
	if (servers.length > 0) resolver.setServers(servers);
	return {
		servers: resolver.getServers(),
		async ask(name, type) {
			try {
				const { records, ttl } = await query(resolver, name, type);
				return records.length === 0 ? { kind: "none" } : { kind: "records", records, ttl };
			} catch (error) {
				const code = codeOf(error);
				return nothing.has(code) ? { kind: "none" } : { kind: "failed", code };
			}
		},
		async findsRoot() {
			try {
				await resolver.resolveNs(".");
				return true;
			} catch (error) {
				return nothing.has(codeOf(error));
			}
		},
	};
}

interface Queried {
	readonly records: readonly string[];
	readonly ttl: number | null;
}

async function query(resolver: promises.Resolver, name: string, type: RecordType): Promise<Queried> {
	switch (type) {
		case "A":
			return addresses(await resolver.resolve4(name, { ttl: true }));
		case "AAAA":
			return addresses(await resolver.resolve6(name, { ttl: true }));
		case "TXT": {
			const texts = await resolver.resolveTxt(name);
			return { records: texts.slice(0, MOST_RECORDS).map((parts) => cut(parts.join(""))), ttl: null };
		}
		case "MX": {
			const hosts = await resolver.resolveMx(name);
			const best = hosts.toSorted((a, b) => a.priority - b.priority).slice(0, MOST_RECORDS);
			return { records: best.map(({ exchange }) => withoutDot(exchange)), ttl: null };
		}
		case "PTR":
			return { records: (await resolver.resolvePtr(name)).slice(0, MOST_RECORDS).map(withoutDot), ttl: null };
	}
}

/** One character more than an SPF record may have: so it is seen to be too long. A copy, for a part holds the whole. */
function cut(text: string): string {
	return text.length <= LONGEST_SPF ? text : Buffer.from(text.slice(0, LONGEST_SPF + 1), "latin1").toString("latin1");
}

function addresses(found: readonly { readonly address: string; readonly ttl: number }[]): Queried {
	const records = found.slice(0, MOST_RECORDS);
	return {
		records: records.flatMap(({ address }) => parseAddress(address)?.text ?? []),
		ttl: records.reduce((least, { ttl }) => Math.min(least, ttl), Number.POSITIVE_INFINITY),
	};
}

function withoutDot(name: string): string {
	return name.replace(/\.$/, "");
}

function codeOf(error: unknown): string {
	const { code } = error as { readonly code?: unknown };
	return typeof code === "string" ? code : "EUNKNOWN";
}
