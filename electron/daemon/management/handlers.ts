/** The handlers of the management API: their types follow from the route table. */
import type { Who } from "../../../shared/policy/event.ts";
import type { Role } from "../../../shared/protocol/route.ts";
import type { RouteName, routes } from "../../../shared/protocol/routes.ts";
import type { HandlerOf } from "../../../shared/protocol/serving.ts";

/** Who asks. The name is claimed, never proved: a unix socket knows no names. */
export interface Caller {
	readonly role: Role;
	readonly who: Who;
}

export type Handlers = { readonly [N in RouteName]: HandlerOf<(typeof routes)[N], Caller> };
export type HandlersOf<N extends RouteName> = Pick<Handlers, N>;
