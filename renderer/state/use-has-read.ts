/** Whether a view has something of the chosen host to show: figures it read, however old. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import type { ViewName } from "../../shared/protocol/address.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import { useHost } from "./app-context.tsx";

const readBy: Readonly<Record<ViewName, string>> = {
	watch: "statistics",
	triplets: "triplets",
	activity: "actions",
	whitelists: "whitelists",
	settings: "policy",
	alerts: "status",
	hosts: "hello",
};

export function useHasRead(host: Host, view: ViewName): boolean {
	const queries = useQueryClient();
	const { live, tail } = useHost();
	const key: QueryKey = [readBy[view], host.id];
	// What the stream told is shown too.
	if (view === "watch" && (live.tick.get() !== null || tail.get().rows.length > 0)) return true;
	return queries.getQueriesData({ queryKey: key }).some(([, data]) => data !== undefined);
}
