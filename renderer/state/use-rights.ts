/** What the caller may do at the chosen host. Null: it may; else one sentence why not. */

import { undo } from "../../shared/protocol/action-routes.ts";
import { putPolicy } from "../../shared/protocol/policy-routes.ts";
import { type Capability, type Role, roleAllows } from "../../shared/protocol/route.ts";
import { approve, purge } from "../../shared/protocol/triplet-routes.ts";
import { addWhitelist } from "../../shared/protocol/whitelist-routes.ts";
import { type Hello, useHello } from "./use-history.ts";

export interface Rights {
	readonly approve: string | null;
	readonly purge: string | null;
	readonly undo: string | null;
	readonly whitelists: string | null;
	readonly settings: string | null;
}

export function useRights(): Rights {
	const hello = useHello().data;
	return {
		approve: why(hello, approve),
		purge: why(hello, purge),
		undo: why(hello, undo),
		whitelists: why(hello, addWhitelist),
		settings: why(hello, putPolicy),
	};
}

function why(hello: Hello | undefined, route: { readonly role: Role; readonly capability: Capability | null }) {
	if (hello === undefined) return "The host has not said yet what you may do there";
	if (route.capability !== null && !hello.capabilities.includes(route.capability))
		return `The engine there (${hello.engine.name}) cannot ${route.capability}`;
	if (!roleAllows(hello.role, route.role))
		return `You are ${hello.role} there; this needs ${route.role}: connect to another of its sockets`;
	return null;
}
