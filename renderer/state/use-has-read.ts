/** Whether a view has something of the chosen host to show: figures it read, however old. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import type { ViewName } from "../../shared/protocol/address.ts";
import type { Host } from "../../shared/protocol/desk.ts";

const readBy: Readonly<Record<ViewName, string>> = {
	watch: "statistics",
	triplets: "triplets",
	activity: "actions",
	whitelists: "whitelists",
	settings: "policy",
	hosts: "hello",
};

export function useHasRead(host: Host, view: ViewName): boolean {
	const queries = useQueryClient();
	const key: QueryKey = [readBy[view], host.id];
	return queries.getQueriesData({ queryKey: key }).some(([, data]) => data !== undefined);
}
