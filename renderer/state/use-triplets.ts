/** Lists of triplets, page by page, and one triplet with all that is known of it. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Send } from "../../shared/protocol/client.ts";
import type { Triplet } from "../../shared/protocol/shapes.ts";
import { type attemptShape, listTriplets, MAX_PAGE, showTriplet } from "../../shared/protocol/triplet-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { pagesOf } from "./export-records.ts";
import type { TripletPage, TripletPages } from "./triplet-pages.ts";
import { useAsking } from "./use-asking.ts";

export type Attempt = z.infer<typeof attemptShape>;
const PAGE = 200;

export function useTriplets(q: string, sort: string) {
	const host = useHost();
	const enabled = useAsking();
	return useInfiniteQuery<TripletPage, Error, TripletPages, readonly string[], string | null>({
		queryKey: ["triplets", host.id, q, sort],
		queryFn: async ({ pageParam }) => {
			if (pageParam === null) host.arrivals.set(0);
			const cursor = pageParam === null ? {} : { cursor: pageParam };
			return need(host.send, listTriplets, { query: { q, sort, limit: PAGE, ...cursor } });
		},
		enabled,
		initialPageParam: null,
		getNextPageParam: (page) => page.next,
		// While a new query is typed, the rows of the last one stay: a table that blinks is no table.
		placeholderData: (before, query) => (enabled && query?.queryKey[1] === host.id ? before : undefined),
		staleTime: 10_000,
		// An empty list has nothing that could move under the hand: it fills by itself.
		refetchInterval: ({ state }) => (state.data?.pages[0]?.rows.length === 0 ? 2_000 : false),
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
