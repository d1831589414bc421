/** How a host is: listeners, journal, lag of the history, and what is raised there. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { status } from "../../shared/protocol/system-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import type { HostState } from "./host-state.ts";
import { useAsking } from "./use-asking.ts";

export function statusQuery(host: HostState, enabled: boolean) {
	return queryOptions({
		queryKey: ["status", host.id],
		queryFn: () => need(host.send, status),
		enabled,
		refetchInterval: 5_000,
	});
}

export function useStatus(wanted = true) {
	const host = useHost();
	const asking = useAsking();
	return useQuery(statusQuery(host, wanted && asking));
}
