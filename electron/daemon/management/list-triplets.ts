/** Triplets that match a query, a page at a time, from the history; it has read all that was decided before the asking. */
import type { z } from "zod";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { tripletOf } from "../../../shared/protocol/triplet-of.ts";
import { type listTriplets as listRoute, sortKeys } from "../../../shared/protocol/triplet-routes.ts";
import type { ListRequest, SortKey } from "../history/contract.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf, fromHistory } from "./from-history.ts";
import { refuseQuery } from "./problems.ts";

export async function listTriplets(
	parts: ManagementParts,
	query: z.output<typeof listRoute.query>,
): Promise<Answered<z.input<typeof listRoute.reply>>> {
	const { ledger, clock } = parts;
	const sort = sortOf(query.sort);
	if (sort === null) return refuse(400, `"sort" is one of ${sortKeys.join(", ")}, with - in front for descending`);
	const wrong = refuseQuery(query.q);
	if (wrong !== null) return wrong;
	const now = clock.now();
	const page = await fromHistory(parts, (history) =>
		history.list({
			q: query.q,
			sort,
			limit: query.limit,
			cursor: query.cursor ?? null,
			now,
			atLeast: ledger.head().seq,
		}),
	);
	if (!page.ok) return page;
	if (!page.value.ok) return refuse(400, page.value.problem);
	const { rows, total, next, asOf: seq } = page.value.value;
	return {
		ok: true,
		value: {
			rows: rows.map((row) => tripletOf(row, ledger.state.approvals, now)),
			total: { ...total },
			next,
			asOf: asOf(parts, seq),
		},
	};
}

function sortOf(text: string): ListRequest["sort"] | null {
	const descending = text.startsWith("-");
	const name = descending ? text.slice(1) : text;
	const key: SortKey | undefined = sortKeys.find((candidate) => candidate === name);
	return key === undefined ? null : { key, descending };
}
