/** The audit trail of a host, page by page. The stream tells of each new action: then it is read anew. */
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { type Action, actionKinds, listActions } from "../../shared/protocol/action-routes.ts";
import type { Send } from "../../shared/protocol/client.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { pagesOf } from "./export-records.ts";
import { useAsking } from "./use-asking.ts";

type AuditPage = z.infer<typeof listActions.reply>;
const PAGE = 100;

export type ActionKind = Action["kind"];

/** A kind as an address names it; null: all of them. */
export function actionKindOf(text: string | null): ActionKind | null {
	return actionKinds.find((kind) => kind === text) ?? null;
}

/** The order as an address names it; one of another view is none here. */
export type ActionSort = "at" | "-at";
export function actionSortOf(sort: string): ActionSort {
	return sort === "at" ? sort : "-at";
}

export interface ActionsWanted {
	readonly kind: ActionKind | null;
	/** Part of the name of who acted. */
	readonly who: string;
	readonly sort: ActionSort;
}

function queryOf({ kind, who, sort }: ActionsWanted) {
	return { who: who.slice(0, 64), sort, ...(kind === null ? {} : { kind }) };
}

/** From where the next page goes on. */
function from(sort: ActionSort, seq: number) {
	return sort === "at" ? { after: seq } : { before: seq };
}

export function useAudit(wanted: ActionsWanted) {
	const { kind, who, sort } = wanted;
	const host = useHost();
	const enabled = useAsking();
	return useInfiniteQuery<AuditPage, Error, InfiniteData<AuditPage, number | null>, readonly unknown[], number | null>({
		queryKey: ["actions", host.id, kind, who, sort],
		queryFn: ({ pageParam }) =>
			need(host.send, listActions, {
				query: { ...queryOf(wanted), limit: PAGE, ...(pageParam === null ? {} : from(sort, pageParam)) },
			}),
		enabled,
		initialPageParam: null,
		getNextPageParam: (page) => page.next ?? null,
		placeholderData: (before, query) => (enabled && query?.queryKey[1] === host.id ? before : undefined),
		// What can still be undone changes with the mail that comes; far down the list only the host is asked, by undo.
		refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 5_000),
	});
}

/** All that match, page by page, for an export. */
export function allActions(send: Send, wanted: ActionsWanted): AsyncIterable<readonly Action[]> {
	const query = { ...queryOf(wanted), limit: 1000 };
	return pagesOf(send, listActions, {
		query,
		next: ({ next }) => (next === null || next === undefined ? null : { ...query, ...from(wanted.sort, next) }),
	});
}
