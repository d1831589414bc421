/** The settings in force at a host, the form they are made of, and what is done with them. */
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Settings } from "../../shared/policy/settings.ts";
import type { Send } from "../../shared/protocol/client.ts";
import { getPolicy, getSettingsSchema, passAll, putPolicy } from "../../shared/protocol/policy-routes.ts";
import { useHost } from "./app-context.tsx";
import { ask, need } from "./ask.ts";
import { useAsking } from "./use-asking.ts";

export type PolicyTold = z.infer<typeof getPolicy.reply>;
export type Field = z.infer<typeof getSettingsSchema.reply>["fields"][number];
export type DryRun = Extract<z.infer<typeof putPolicy.reply>, { dryRun: true }>;

export function usePolicy() {
	const host = useHost();
	const enabled = useAsking();
	return useQuery({ queryKey: ["policy", host.id], queryFn: () => need(host.send, getPolicy), enabled });
}

export function useFields() {
	const host = useHost();
	const enabled = useAsking();
	return useQuery({
		queryKey: ["settings-schema", host.id],
		queryFn: () => need(host.send, getSettingsSchema),
		enabled,
		staleTime: Number.POSITIVE_INFINITY,
	});
}

export interface Wanted {
	readonly settings: Settings;
	readonly revision: number;
}

export function trySettings(send: Send, wanted: Wanted) {
	return ask(send, putPolicy, { body: { ...wanted, dryRun: true } });
}

export function putSettings(send: Send, wanted: Wanted, reason: string) {
	const headers = { "idempotency-key": crypto.randomUUID() };
	return ask(send, putPolicy, { body: { ...wanted, reason }, headers });
}

/** 0 seconds end it. */
export function letAllPass(send: Send, seconds: number, reason: string) {
	return ask(send, passAll, { body: { seconds, reason }, headers: { "idempotency-key": crypto.randomUUID() } });
}
