/** The pack of large senders at a host: what its build carries, what of it is on, and the switch. */
import { useQuery } from "@tanstack/react-query";
import type { Send } from "../../shared/protocol/client.ts";
import { getPack, setPack } from "../../shared/protocol/pack-routes.ts";
import { useHost } from "./app-context.tsx";
import { ask, need } from "./ask.ts";
import { useAsking } from "./use-asking.ts";

export function usePack() {
	const host = useHost();
	const enabled = useAsking();
	return useQuery({
		queryKey: ["pack", host.id],
		queryFn: () => need(host.send, getPack),
		enabled,
		// Others may switch it, too.
		refetchInterval: 5_000,
	});
}

export interface PackSwitch {
	readonly enabled: boolean;
	/** Of the pack that was looked at. */
	readonly date: string;
	readonly reason: string;
}

export function switchPack(send: Send, body: PackSwitch) {
	return ask(send, setPack, { body, headers: { "idempotency-key": crypto.randomUUID() } });
}
