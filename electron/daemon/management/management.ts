/**
 * The management API as one fetch function: the routes of shared/protocol, each bound to a handler whose types follow
 * from the declaration. What comes in is validated, and so is what goes out: a reply that breaks its own declaration is
 * a bug of ours, logged as panic and answered 500. Refusals are RFC 9457 problems. The role is the socket's.
 */
import { Hono } from "hono";
import type { Log } from "../../../shared/base/log.ts";
import { Bug } from "../../../shared/base/outcome.ts";
import { problem } from "../../../shared/protocol/refusal.ts";
import { type AnyRoute, type Role, roleAllows } from "../../../shared/protocol/route.ts";
import { routes } from "../../../shared/protocol/routes.ts";
import { type AnyHandler, readInputs, readReply, takesBody } from "../../../shared/protocol/serving.ts";
import { STREAM_PATH } from "../../../shared/protocol/stream.ts";
import { actionHandlers } from "./action-handlers.ts";
import type { Fetch, ManagementParts } from "./contract.ts";
import { eraseHandler } from "./erase-handler.ts";
import type { Caller, Handlers } from "./handlers.ts";
import { createIdempotency, type Idempotency } from "./idempotency.ts";
import { importTriplets } from "./import-triplets.ts";
import { openApiDocument } from "./openapi.ts";
import { packHandlers } from "./pack-handlers.ts";
import { policyHandlers } from "./policy-handlers.ts";
import { problemResponse } from "./problems.ts";
import { readBody } from "./request-body.ts";
import { systemHandlers } from "./system-handlers.ts";
import { tripletHandlers } from "./triplet-handlers.ts";
import { whitelistHandlers } from "./whitelist-handlers.ts";
import { WHO_HEADER, whoOf } from "./who.ts";

interface Bound {
	readonly route: AnyRoute;
	readonly handler: AnyHandler<Caller>;
	readonly role: Role;
	readonly log: Log;
	readonly idempotency: Idempotency;
}

/** `role` is what this socket allows; a route that needs more answers 403 and names it. */
export function createManagement(parts: ManagementParts, role: Role): Fetch {
	const erase = eraseHandler(parts.eraser);
	const handlers: Handlers = {
		...systemHandlers(parts),
		...tripletHandlers(parts),
		...actionHandlers(parts),
		...policyHandlers(parts),
		...whitelistHandlers(parts),
		...packHandlers(parts),
		erase: ({ body, caller }) => erase(body, caller),
		importTriplets: ({ body, caller }) => importTriplets(parts, body, caller),
	};
	const idempotency = createIdempotency(parts.clock);
	const app = new Hono();
	const methods = new Map<string, string[]>();
	for (const name of Object.keys(routes) as (keyof Handlers)[]) {
		// The pair belongs together by `Handlers`; walking over all of them, the compiler can no longer see it.
		const handler = handlers[name] as unknown as AnyHandler<Caller>;
		const bound: Bound = { route: routes[name], handler, role, log: parts.log, idempotency };
		app.on(bound.route.method, bound.route.path, (context) => serveRoute(bound, context.req.raw, context.req.param()));
		methods.set(bound.route.path, [...(methods.get(bound.route.path) ?? []), bound.route.method]);
	}
	app.get(STREAM_PATH, (context) => openStream(parts, context.req.raw));
	methods.set(STREAM_PATH, ["GET"]);
	// Made when somebody asks first: it would be a good part of a start.
	let document: string | null = null;
	app.get("/openapi.json", () => {
		document ??= JSON.stringify(openApiDocument(parts.identity.version));
		return jsonResponse(document);
	});
	methods.set("/openapi.json", ["GET"]);
	app.get("/metrics", async () => {
		const headers = { "content-type": parts.metrics.contentType, "cache-control": "no-store" };
		return new Response(await parts.metrics.text(parts), { headers });
	});
	methods.set("/metrics", ["GET"]);
	for (const [path, allowed] of methods) app.all(path, () => notAllowed(allowed));
	app.notFound(() =>
		problemResponse(problem(404, "There is nothing at this address: /openapi.json lists what there is")),
	);
	app.onError((error) => failed(parts.log, error));
	return async (request) => app.fetch(request);
}

async function serveRoute(bound: Bound, request: Request, params: Readonly<Record<string, string>>): Promise<Response> {
	const { route, role } = bound;
	if (!roleAllows(role, route.role)) {
		return problemResponse(
			problem(403, `This needs the role ${route.role}, and this socket gives ${role}: use the ${route.role} socket`),
		);
	}
	const body = takesBody(route) ? await readBody(request) : null;
	if (body !== null && !body.ok) return problemResponse(body.problem);
	const query = Object.fromEntries(new URL(request.url).searchParams);
	const asked = readInputs(route, { params, query, body: body?.value.json });
	if (!asked.ok) return problemResponse(asked.problem);
	const key = body === null ? null : request.headers.get("idempotency-key");
	const fingerprint = `${request.method} ${request.url}\n${body?.value.text ?? ""}`;
	const caller = { role, who: whoOf(request.headers.get(WHO_HEADER), role) };
	const answer = await bound.idempotency.once(key, fingerprint, async () => bound.handler({ ...asked.value, caller }));
	return answer.ok ? reply(bound, answer.value) : problemResponse(answer.problem);
}

function reply(bound: Bound, value: unknown): Response {
	const checked = readReply(bound.route, value);
	if ("value" in checked) return jsonResponse(JSON.stringify(checked.value));
	const route = `${bound.route.method} ${bound.route.path}`;
	bound.log.panic("a reply breaks its declaration", { route, breach: checked.breach });
	return problemResponse(
		problem(500, "The daemon made an answer that breaks its own contract: report this, with its log"),
	);
}

function openStream(parts: ManagementParts, request: Request): Response {
	const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
	// A HEAD is answered from here too, and must not leave a reader behind.
	if (request.method !== "GET") return new Response(null, { headers });
	const lastId = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("last-event-id");
	const stream = parts.events.open(lastId, request.signal);
	if (stream !== null) return new Response(stream, { headers });
	return problemResponse(problem(503, "Too many event streams are open: close some, or ask again later"));
}

function jsonResponse(text: string): Response {
	return new Response(text, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
}

function notAllowed(allowed: readonly string[]): Response {
	return problemResponse(problem(405, `Here you can ask with ${allowed.join(" or ")}`), { allow: allowed.join(", ") });
}

function failed(log: Log, error: Error): Response {
	if (error instanceof Bug) log.panic(error.message, { stack: error.stack });
	else log.error(`the management API failed: ${error.message}`, { stack: error.stack });
	return problemResponse(problem(500, "The daemon could not do this: its log says why; mail is not affected"));
}
