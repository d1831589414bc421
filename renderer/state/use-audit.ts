/** The audit trail of a host, page by page. The stream tells of each new action: then it is read anew. */
import type { z } from "zod";
import { type Action, actionKinds, listActions } from "../../shared/protocol/action-routes.ts";
import type { Send } from "../../shared/protocol/client.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { pagesOf } from "./export-records.ts";
import { usePaged, whileOnePage } from "./use-paged.ts";

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
	const { send } = useHost();
	const { kind, who, sort } = wanted;
	return usePaged<AuditPage, number>({
		name: "actions",
		asked: [kind, who, sort],
		read: (seq) =>
			need(send, listActions, {
				query: { ...queryOf(wanted), limit: PAGE, ...(seq === null ? {} : from(sort, seq)) },
			}),
		next: (page) => page.next ?? null,
		// What can still be undone changes with the mail that comes; far down the list only the host is asked, by undo.
		again: whileOnePage(5_000),
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
