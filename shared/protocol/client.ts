/**
 * One client for everybody who asks a daemon or the desk: the page, the command, the tests. It knows routes, not
 * transports: `send` is handed in. Every answer is validated; a refusal is a value with the daemon's own words.
 */
import type { z } from "zod";
import type { RouteParts } from "./route.ts";
import { type Problem, problemShape } from "./shapes.ts";

export interface Sent {
	readonly status: number;
	readonly json: unknown;
}
/** `body` is JSON text or null. Throws only where nothing answered (trouble). */
export type Send = (request: {
	readonly method: string;
	readonly path: string;
	readonly body: string | null;
	readonly headers: Readonly<Record<string, string>>;
}) => Promise<Sent>;

export type Answered<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Input<P, Q, B> {
	readonly params?: P;
	readonly query?: Q;
	readonly body?: B;
	readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a route. Errors: a refusal comes back as `problem`; trouble of the transport is thrown by `send`. */
export async function call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	send: Send,
	route: RouteParts<P, Q, B, R>,
	input: Input<z.input<P>, z.input<Q>, z.input<B>> = {},
): Promise<Answered<z.infer<R>>> {
	const sent = await send({
		method: route.method,
		path: pathOf(route.path, input.params) + queryOf(input.query),
		body: input.body === undefined ? null : JSON.stringify(input.body),
		headers: input.headers ?? {},
	});
	if (sent.status >= 200 && sent.status < 300) {
		const read = route.reply.safeParse(sent.json);
		if (read.success) return { ok: true, value: read.data };
		return refusal(
			502,
			"The answer could not be read",
			`${route.path}: ${read.error.issues[0]?.message ?? "not as declared"}`,
		);
	}
	const problem = problemShape.safeParse(sent.json);
	if (problem.success) return { ok: false, problem: problem.data };
	if (sent.status === 404)
		return refusal(404, "Not known there", `This daemon is older and has no ${route.path}: update it`);
	return refusal(sent.status, "The request failed", `The daemon answered ${sent.status} without saying why`);
}

function refusal(status: number, title: string, detail: string): { readonly ok: false; readonly problem: Problem } {
	return { ok: false, problem: { type: "about:blank", title, status, detail } };
}

function pathOf(path: string, params: unknown): string {
	const given = (params ?? {}) as Readonly<Record<string, string>>;
	return path.replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(given[name] ?? ""));
}

function queryOf(query: unknown): string {
	const parts = Object.entries((query ?? {}) as Readonly<Record<string, string | number | undefined>>)
		.filter(([, value]) => value !== undefined && value !== "")
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
	return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
