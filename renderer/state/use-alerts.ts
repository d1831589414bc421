/** What is raised at a host, and saying that somebody has seen it. Read every few seconds, and at once when the stream tells. */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { Answered } from "../../shared/protocol/client.ts";
import type { alertShape } from "../../shared/protocol/shapes.ts";
import { acknowledgeAlert, type status } from "../../shared/protocol/system-routes.ts";
import { ask } from "./ask.ts";
import type { HostState } from "./host-state.ts";
import { useAskingOf } from "./use-asking.ts";
import { statusQuery } from "./use-status.ts";

export type Alert = z.infer<typeof alertShape>;
type Status = z.infer<typeof status.reply>;

/** Null: nothing is known yet. What nobody has seen comes first, the newest first. */
export function useAlerts(host: HostState): readonly Alert[] | null {
	const asking = useAskingOf(host.id);
	const read = useQuery({ ...statusQuery(host, asking), select: alertsOf });
	return read.data ?? null;
}

export function alertsOf({ alerts }: Pick<Status, "alerts">): readonly Alert[] {
	return alerts.toSorted((one, other) => Number(isSeen(one)) - Number(isSeen(other)) || other.raisedAt - one.raisedAt);
}

export function isSeen({ acknowledged }: Alert): boolean {
	return acknowledged !== null && acknowledged !== undefined;
}

/** The list shows what the host answered, at once. */
export function useAcknowledge(host: HostState): (id: string) => Promise<Answered<Alert>> {
	const queries = useQueryClient();
	return async (id) => {
		const answer = await ask(host.send, acknowledgeAlert, { params: { id } });
		if (answer.ok) putIn(queries, host.id, answer.value);
		else void queries.invalidateQueries({ queryKey: ["status", host.id] });
		return answer;
	};
}

function putIn(queries: QueryClient, host: string, seen: Alert): void {
	queries.setQueryData<Status>(["status", host], (told) =>
		told === undefined ? told : { ...told, alerts: told.alerts.map((one) => (one.id === seen.id ? seen : one)) },
	);
}
