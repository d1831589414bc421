/** How a host is: listeners, journal, lag of the history. */
import { useQuery } from "@tanstack/react-query";
import { status } from "../../shared/protocol/system-routes.ts";
import { useHost } from "./app-context.tsx";
import { need } from "./ask.ts";

export function useStatus(wanted = true) {
	const host = useHost();
	return useQuery({
		queryKey: ["status", host.id],
		queryFn: () => need(host.send, status),
		enabled: wanted,
		refetchInterval: 5_000,
	});
}
