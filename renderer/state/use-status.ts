/** How a host is: listeners, journal, lag of the history. */
import { useQuery } from "@tanstack/react-query";
import { status } from "../../shared/protocol/system-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import { useAsking } from "./use-asking.ts";

export function useStatus(wanted = true) {
	const host = useHost();
	const asking = useAsking();
	return useQuery({
		queryKey: ["status", host.id],
		queryFn: () => need(host.send, status),
		enabled: wanted && asking,
		refetchInterval: 5_000,
	});
}
