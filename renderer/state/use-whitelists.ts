/** The whitelists of a host, page by page, and what is done with an entry. */
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
import { usePaged, whileOnePage } from "./use-paged.ts";

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

export function useWhitelists(wanted: WhitelistWanted) {
	const { send } = useHost();
	const { part, q, sort } = wanted;
	return usePaged<WhitelistPage, string>({
		name: "whitelists",
		asked: [part, q, sort],
		read: (cursor) =>
			need(send, listWhitelists, {
				query: { ...queryOf(wanted), limit: PAGE, ...(cursor === null ? {} : { cursor }) },
			}),
		next: (page) => page.next,
		// Hits are not told by the stream.
		again: whileOnePage(3_000),
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
