/** The type of a handler follows from the route it serves: nothing is said twice, and a missing one does not compile. */
import type { z } from "zod";
import type { Who } from "../../../shared/policy/event.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import type { Role, RouteParts } from "../../../shared/protocol/route.ts";
import type { RouteName, routes } from "../../../shared/protocol/routes.ts";

/** Who asks. The name is claimed, never proved: a unix socket knows no names. */
export interface Caller {
	readonly role: Role;
	readonly who: Who;
}

export interface Asked<P, Q, B> {
	readonly params: P;
	readonly query: Q;
	readonly body: B;
	readonly caller: Caller;
}

type Reply<T> = Answered<T> | Promise<Answered<T>>;
type Handler<R> =
	R extends RouteParts<infer P, infer Q, infer B, infer Y>
		? (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Reply<z.input<Y>>
		: never;

export type Handlers = { readonly [N in RouteName]: Handler<(typeof routes)[N]> };
export type HandlersOf<N extends RouteName> = Pick<Handlers, N>;

/** The same with its types forgotten, for the one place that walks over all routes. */
export type AnyHandler = (asked: Asked<unknown, unknown, unknown>) => Reply<unknown>;
