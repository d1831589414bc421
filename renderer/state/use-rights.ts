/** What the caller may do at the chosen host. Null: it may; else one sentence why not. */

import { undo } from "../../shared/protocol/action-routes.ts";
import { putPolicy } from "../../shared/protocol/policy-routes.ts";
import { type Capability, type Role, roleAllows } from "../../shared/protocol/route.ts";
import { acknowledgeAlert } from "../../shared/protocol/system-routes.ts";
import { approve, purge } from "../../shared/protocol/triplet-routes.ts";
import { addWhitelist } from "../../shared/protocol/whitelist-routes.ts";
import { useApp, useHost } from "./app-context.tsx";
import { hostOf } from "./hosts.ts";
import { useStore } from "./store.ts";
import { useAsking } from "./use-asking.ts";
import { type Hello, useHello } from "./use-history.ts";

export const READ_ONLY = "Read-only here: change it in Hosts";

const UNREACHED = "The host cannot be reached now: nothing can be done there until it is back";

export interface Rights {
	readonly approve: string | null;
	readonly purge: string | null;
	readonly undo: string | null;
	readonly whitelists: string | null;
	readonly settings: string | null;
	readonly acknowledge: string | null;
}

export function useRights(): Rights {
	const hello = useHello().data;
	const readOnly = useReadOnly();
	const asking = useAsking();
	const never = readOnly ?? (asking ? null : UNREACHED);
	if (never !== null)
		return { approve: never, purge: never, undo: never, whitelists: never, settings: never, acknowledge: never };
	return {
		approve: why(hello, approve),
		purge: why(hello, purge),
		undo: why(hello, undo),
		whitelists: why(hello, addWhitelist),
		settings: why(hello, putPolicy),
		acknowledge: why(hello, acknowledgeAlert),
	};
}

/** Why nothing may be done at the chosen host, whoever one is there; null where its owner here did not say so. */
export function useReadOnly(): string | null {
	const { hosts } = useApp();
	const { id } = useHost();
	const host = hostOf(useStore(hosts.info), id);
	return host?.readOnly === true ? READ_ONLY : null;
}

function why(hello: Hello | undefined, route: { readonly role: Role; readonly capability: Capability | null }) {
	if (hello === undefined) return "The host has not said yet what you may do there";
	if (route.capability !== null && !hello.capabilities.includes(route.capability))
		return `The engine there (${hello.engine.name}) cannot ${route.capability}`;
	if (!roleAllows(hello.role, route.role))
		return `You are ${hello.role} there; this needs ${route.role}: connect to another of its sockets`;
	return null;
}
