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
} from "../../shared/protocol/whitelist-routes.ts";
import { useHost } from "./app-context.tsx";
import { ask, need } from "./ask.ts";
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

export function useWhitelists(part: WhitelistPart | null, q: string) {
	const host = useHost();
	const enabled = useAsking();
	return useInfiniteQuery<
		WhitelistPage,
		Error,
		InfiniteData<WhitelistPage, string | null>,
		readonly unknown[],
		string | null
	>({
		queryKey: ["whitelists", host.id, part, q],
		queryFn: ({ pageParam }) =>
			need(host.send, listWhitelists, {
				query: {
					q,
					limit: PAGE,
					...(part === null ? {} : part === "expired" ? { expired: "true" as const } : { kind: part }),
					...(pageParam === null ? {} : { cursor: pageParam }),
				},
			}),
		enabled,
		initialPageParam: null,
		getNextPageParam: (page) => page.next,
		placeholderData: (before, query) => (enabled && query?.queryKey[1] === host.id ? before : undefined),
		// Hits are not told by the stream.
		refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 3_000),
	});
}

/** What the host says to an entry before it is added. */
export function tryEntry(send: Send, entry: NewEntry) {
	return ask(send, addWhitelist, { body: { ...entry, dryRun: true } });
}

export function addEntry(send: Send, entry: NewEntry) {
	return ask(send, addWhitelist, { body: entry, headers: { "idempotency-key": crypto.randomUUID() } });
}

export function removeEntry(send: Send, id: string) {
	return ask(send, removeWhitelist, { params: { id }, headers: { "idempotency-key": crypto.randomUUID() } });
}
