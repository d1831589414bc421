/** When a postmaster must be told of the DNS: our own resolver answers nobody, or a list cannot be believed. */
import { createSteady } from "./steady.ts";

export interface ResolverFigures {
	/** `unused`: nothing was asked. */
	readonly state: "unused" | "up" | "down";
	readonly servers: readonly string[];
	/** Lists that cannot be believed, and why: a part of a sentence behind the name. */
	readonly lists: readonly { readonly name: string; readonly problem: string }[];
}

interface Told {
	readonly at: number;
	readonly resolver: ResolverFigures;
}

export function dnsDown() {
	const steady = createSteady({ raiseAfter: 10, clearAfter: 60 });
	return ({ at, resolver: { state, servers } }: Told) => {
		const id = "dns-down" as const;
		if (!steady(at, state === "down")) return { id, words: null };
		const named = servers.length === 0 ? "" : ` (${servers.slice(0, 3).join(", ")})`;
		return {
			id,
			words: `Our DNS resolver${named} does not answer: mail that might pass at once by SPF or a list passes without being asked to wait. See that it runs, or name another one in the setting dns.servers.`,
		};
	};
}

export function dnsList() {
	const steady = createSteady({ raiseAfter: 30, clearAfter: 60 });
	let last = "";
	return ({ at, resolver: { lists } }: Told) => {
		const id = "dns-list" as const;
		last = lists.length === 0 ? last : lists.map(({ name, problem }) => `${name} ${problem}`).join("; ");
		if (!steady(at, lists.length > 0)) return { id, words: null };
		return { id, words: `A DNS list of passWhen cannot be believed, so it counts as unknown: ${last}.` };
	};
}
