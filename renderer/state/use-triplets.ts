/** Lists of triplets, page by page, and one triplet with all that is known of it. */
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Send } from "../../shared/protocol/client.ts";
import type { Triplet } from "../../shared/protocol/shapes.ts";
import { type attemptShape, listTriplets, MAX_PAGE, showTriplet } from "../../shared/protocol/triplet-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { pagesOf } from "./export-records.ts";
import type { TripletPage } from "./triplet-pages.ts";
import { useAsking } from "./use-asking.ts";
import { usePaged } from "./use-paged.ts";

export type Attempt = z.infer<typeof attemptShape>;
const PAGE = 200;

export function useTriplets(q: string, sort: string) {
	const host = useHost();
	return usePaged<TripletPage, string>({
		name: "triplets",
		asked: [q, sort],
		read: (cursor) => {
			if (cursor === null) host.arrivals.set(0);
			return need(host.send, listTriplets, {
				query: { q, sort, limit: PAGE, ...(cursor === null ? {} : { cursor }) },
			});
		},
		next: (page) => page.next,
		// An empty list has nothing that could move under the hand: it fills by itself.
		again: ([first]) => (first?.rows.length === 0 ? 2_000 : false),
		staleMs: 10_000,
	});
}

export function useTriplet(id: string) {
	const host = useHost();
	const enabled = useAsking();
	return useQuery({
		queryKey: ["triplet", host.id, id],
		queryFn: () => need(host.send, showTriplet, { params: { id } }),
		enabled,
		// Its words tell how long ago; events alone would let them grow old.
		refetchInterval: 3_000,
	});
}

/** All that match, page by page, for an export. */
export function allTriplets(send: Send, q: string, sort: string): AsyncIterable<readonly Triplet[]> {
	const query = { q, sort, limit: MAX_PAGE };
	return pagesOf(send, listTriplets, {
		query,
		next: ({ next }) => (next === null ? null : { ...query, cursor: next }),
	});
}
