/** Calls routes as any client does, and remembers which were called and how each was answered. */
import type { z } from "zod";
import type { Fetch } from "../../electron/daemon/management/contract.ts";
import { type Answered, call, type Input } from "../../shared/protocol/client.ts";
import type { RouteParts } from "../../shared/protocol/route.ts";
import { type RouteName, routes } from "../../shared/protocol/routes.ts";

export interface Caller {
	readonly called: Set<RouteName>;
	ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
		api: Fetch,
		route: RouteParts<P, Q, B, R>,
		input?: Input<z.input<P>, z.input<Q>, z.input<B>>,
	): Promise<Answered<z.infer<R>>>;
}

export function createCaller(): Caller {
	const called = new Set<RouteName>();
	return {
		called,
		ask(api, route, input) {
			const name = (Object.keys(routes) as RouteName[]).find(
				(each) => routes[each].path === route.path && routes[each].method === route.method,
			);
			if (name !== undefined) called.add(name);
			return call(sendBy(api), route, input);
		},
	};
}

export function sendBy(api: Fetch): Parameters<typeof call>[0] {
	return async ({ method, path, body, headers }) => {
		const json: Record<string, string> = body === null ? {} : { "content-type": "application/json" };
		const answer = await api(new Request(`http://greydesk${path}`, { method, body, headers: { ...headers, ...json } }));
		const type = answer.headers.get("content-type");
		if (type !== (answer.ok ? "application/json" : "application/problem+json")) throw new Error(`sent as ${type}`);
		return { status: answer.status, json: await answer.json() };
	};
}

/** The value of an answer that must be good. */
export function goodOf<T>(answer: Answered<T>): T {
	if (answer.ok) return answer.value;
	throw new Error(`${answer.problem.status} ${answer.problem.detail}`);
}

/** Status and words of an answer that must be a refusal. */
export function refusalOf(answer: Answered<unknown>): { readonly status: number; readonly detail: string } {
	if (!answer.ok) return answer.problem;
	throw new Error(`answered ${JSON.stringify(answer.value).slice(0, 300)}`);
}
