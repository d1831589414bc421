/** The whitelists of a host, page by page, and what is done with an entry. */
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Send } from "../../shared/protocol/client.ts";
import {
	addWhitelist,
	listWhitelists,
	removeWhitelist,
	type WhitelistRow,
	whitelistKinds,
	whitelistSortKeys,
} from "../../shared/protocol/whitelist-routes.ts";
import { useHost } from "./app-context.tsx";
import { ask, need } from "./ask.ts";
import { pagesOf } from "./export-records.ts";
import { useAsking } from "./use-asking.ts";

type WhitelistPage = z.infer<typeof listWhitelists.reply>;
export type WhitelistKind = WhitelistRow["kind"];
export type NewEntry = Omit<z.input<typeof addWhitelist.body>, "dryRun">;
export type EntryTold = z.infer<typeof addWhitelist.reply>;

const PAGE = 100;

/** What can be shown alone: a kind, or those whose time is over. */
export type WhitelistPart = WhitelistKind | "expired";

/** A part as an address names it; null: all of them. */
export function whitelistPartOf(text: string | null): WhitelistPart | null {
	return text === "expired" ? text : (whitelistKinds.find((kind) => kind === text) ?? null);
}

/** The order as an address names it; one of another view is none here. */
export function whitelistSortOf(sort: string): string {
	return whitelistSortKeys.some((key) => key === sort.replace(/^-/, "")) ? sort : "-addedAt";
}

export interface WhitelistWanted {
	readonly part: WhitelistPart | null;
	readonly q: string;
	readonly sort: string;
}

function queryOf({ part, q, sort }: WhitelistWanted) {
	return {
		q,
		sort,
		...(part === null ? {} : part === "expired" ? { expired: "true" as const } : { kind: part }),
	};
}

export function useWhitelists({ part, q, sort }: WhitelistWanted) {
	const host = useHost();
	const enabled = useAsking();
	return useInfiniteQuery<
		WhitelistPage,
		Error,
		InfiniteData<WhitelistPage, string | null>,
		readonly unknown[],
		string | null
	>({
		queryKey: ["whitelists", host.id, part, q, sort],
		queryFn: ({ pageParam }) =>
			need(host.send, listWhitelists, {
				query: { ...queryOf({ part, q, sort }), limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
			}),
		enabled,
		initialPageParam: null,
		getNextPageParam: (page) => page.next,
		placeholderData: (before, query) => (enabled && query?.queryKey[1] === host.id ? before : undefined),
		// Hits are not told by the stream.
		refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 3_000),
	});
}

/** All that match, page by page, for an export. */
export function allEntries(send: Send, wanted: WhitelistWanted): AsyncIterable<readonly WhitelistRow[]> {
	const query = { ...queryOf(wanted), limit: 1000 };
	return pagesOf(send, listWhitelists, {
		query,
		next: ({ next }) => (next === null ? null : { ...query, cursor: next }),
	});
}

/** What the host says to an entry before it is added. */
export function tryEntry(send: Send, entry: NewEntry) {
	return ask(send, addWhitelist, { body: { ...entry, dryRun: true } });
}

export function addEntry(send: Send, entry: NewEntry) {
	return ask(send, addWhitelist, { body: entry, headers: { "idempotency-key": crypto.randomUUID() } });
}

export function removeEntry(send: Send, id: string, reason: string) {
	return ask(send, removeWhitelist, {
		params: { id },
		query: { reason },
		headers: { "idempotency-key": crypto.randomUUID() },
	});
}
