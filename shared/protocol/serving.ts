/**
 * The serving half of a declared route: what comes in is read by its schemas, what goes out is checked by its reply.
 * The type of a handler follows from the route, so nothing is said twice and a missing handler does not compile.
 */
import { z } from "zod";
import { issueWords, wrongWords } from "../base/issue-words.ts";
import type { Answered } from "./client.ts";
import { problem } from "./refusal.ts";
import type { AnyRoute, RouteParts } from "./route.ts";

export interface Inputs<P, Q, B> {
	readonly params: P;
	readonly query: Q;
	readonly body: B;
}

type Reply<T> = Answered<T> | Promise<Answered<T>>;

/** `Caller` is whatever the server knows of who asks. */
export type HandlerOf<R, Caller> =
	R extends RouteParts<infer P, infer Q, infer B, infer Y>
		? (asked: Inputs<z.output<P>, z.output<Q>, z.output<B>> & { readonly caller: Caller }) => Reply<z.input<Y>>
		: never;

/** The same with its types forgotten, for the one place of a server that walks over all routes. */
export type AnyHandler<Caller> = (
	asked: Inputs<unknown, unknown, unknown> & { readonly caller: Caller },
) => Reply<unknown>;

export function takesBody(route: AnyRoute): boolean {
	return !(route.body instanceof z.ZodUndefined);
}

/** Where a route declares nothing, whatever came is left out. A refusal names the first field that is wrong. */
export function readInputs(
	route: AnyRoute,
	given: Inputs<unknown, unknown, unknown>,
): Answered<Inputs<unknown, unknown, unknown>> {
	const params = read("address", route.params, given.params);
	if (!params.ok) return params;
	const query = read("query", route.query, given.query);
	if (!query.ok) return query;
	const body = read("body", route.body, given.body);
	if (!body.ok) return body;
	return { ok: true, value: { params: params.value, query: query.value, body: body.value } };
}

function read(where: string, schema: z.ZodType, given: unknown): Answered<unknown> {
	if (schema instanceof z.ZodUndefined) return { ok: true, value: undefined };
	const result = schema.safeParse(given);
	if (result.success) return { ok: true, value: result.data };
	const issue = result.error.issues[0];
	const field = issue?.path.map(String).join(".") ?? "";
	const name = field === "" ? `The ${where}` : `"${field.slice(0, 100)}" in the ${where}`;
	const said = problem(400, issueWords(name, issue).slice(0, 400));
	if (issue === undefined || field === "" || field.length > 100) return { ok: false, problem: said };
	return { ok: false, problem: { ...said, field: { path: field, words: wrongWords(issue).slice(0, 400) } } };
}

/** What may leave: only declared fields. Null where the value breaks the declaration, which is a bug of the server. */
export function readReply(route: AnyRoute, value: unknown): { readonly value: unknown } | { readonly breach: string } {
	const checked = route.reply.safeParse(value);
	if (checked.success) return { value: checked.data };
	const said = checked.error.issues.slice(0, 3).map((issue) => `${issue.path.map(String).join(".")}: ${issue.message}`);
	return { breach: said.join("; ").slice(0, 500) };
}
