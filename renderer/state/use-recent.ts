/** What happened before this page listened: the beginning of the tail, and the events of a time that is chosen. */
import { useQuery } from "@tanstack/react-query";
import type { Span } from "../../shared/protocol/address.ts";
import { MAX_RECENT, recent } from "../../shared/protocol/system-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { useStore } from "./store.ts";
import { tailRows } from "./tail.ts";
import { useAsking } from "./use-asking.ts";

const FIRST_ROWS = 200;

/** Fills the host's tail once, and again after each cut; a daemon that cannot tell leaves it as it was. */
export function useFilledTail(): void {
	const host = useHost();
	const generation = useStore(host.live.generation);
	useQuery({
		queryKey: ["recent", host.id, "tail", generation],
		queryFn: async () => {
			const told = await need(host.send, recent, { query: { limit: FIRST_ROWS } });
			host.tail.fill(told.events);
			return told.asOf;
		},
		enabled: useAsking(),
		staleTime: Number.POSITIVE_INFINITY,
	});
}

/** The newest events of a span, as lines of the tail; while the span is not over, they are read again. */
export function useSpanEvents(span: Span | null) {
	const host = useHost();
	const asking = useAsking();
	return useQuery({
		queryKey: ["recent", host.id, span?.from, span?.to],
		queryFn: async () => {
			const told = await need(host.send, recent, { query: { ...span, limit: MAX_RECENT } });
			return { rows: tailRows(told.events), more: told.more };
		},
		enabled: asking && span !== null,
		placeholderData: (before, query) => (query?.queryKey[1] === host.id && span !== null ? before : undefined),
		refetchInterval: () => (span !== null && host.clock.now() < span.to ? 2_000 : false),
	});
}
