/**
 * The desk as one fetch function: the page's files, `/desk/*`, the one event stream, and `/hosts/:id/*` passed on. Two
 * doors stand before it, browser mode and Electron's protocol handler; who may come in is decided there.
 */
import { Hono } from "hono";
import type { Log } from "../../shared/base/log.ts";
import { DESK_STREAM_PATH, deskRoutes, HOST_PREFIX, type PageCommand } from "../../shared/protocol/desk.ts";
import { problem } from "../../shared/protocol/refusal.ts";
import type { AnyRoute } from "../../shared/protocol/route.ts";
import { type AnyHandler, readInputs, readReply, takesBody } from "../../shared/protocol/serving.ts";
import { type DeskHandlers, deskHandlers, type HandlerParts } from "./desk-handlers.ts";
import type { Hosts } from "./hosts.ts";
import { openPageStreams } from "./page-stream.ts";
import { createPassOn } from "./pass-on.ts";
import { readJson } from "./read-json.ts";
import { jsonResponse, problemResponse, strictly } from "./responses.ts";
import type { StaticFiles } from "./static-files.ts";

export interface DeskParts extends HandlerParts {
	readonly hosts: Hosts;
	readonly staticFiles: StaticFiles;
	readonly log: Log;
}

export interface Desk {
	fetch(request: Request): Promise<Response>;
	/** What a menu asks of the pages. */
	command(command: PageCommand): void;
	/** Pages that have the event stream open. */
	readers(): number;
	/** Ends every stream; the parts that were handed in are closed by whoever made them. */
	close(): void;
}

export function createDesk(parts: DeskParts): Desk {
	const { log } = parts;
	const streams = openPageStreams(parts.hosts, parts.preferences);
	const passOn = createPassOn(parts.hosts);
	const handlers: DeskHandlers = deskHandlers(parts);
	const app = new Hono();
	for (const name of Object.keys(deskRoutes) as (keyof DeskHandlers)[]) {
		const route: AnyRoute = deskRoutes[name];
		// The pair belongs together by `DeskHandlers`; walking over all of them, the compiler can no longer see it.
		const handler = handlers[name] as unknown as AnyHandler<null>;
		app.on(route.method, route.path, (context) => serve({ route, handler, log }, context.req.raw, context.req.param()));
	}
	app.get(DESK_STREAM_PATH, (context) => {
		const headers = { "content-type": "text/event-stream" };
		if (context.req.raw.method !== "GET") return new Response(null, { headers });
		const stream = streams.open(context.req.raw.signal);
		if (stream !== null) return new Response(stream, { headers });
		return problemResponse(problem(503, "Too many pages are open: close some, then reload"));
	});
	app.all(`${HOST_PREFIX}*`, (context) => passOn(context.req.raw));
	app.all("/desk/*", () => problemResponse(problem(404, "The desk has nothing at this address: reload the page")));
	app.all("*", (context) => parts.staticFiles(context.req.raw));
	app.onError((error) => {
		log.error(`the desk failed: ${error.message}`, { stack: error.stack });
		return problemResponse(problem(500, "The desk could not do this: look at what `greydesk open` printed"));
	});
	return {
		fetch: async (request) => strictly(await app.fetch(request)),
		command: streams.command,
		readers: streams.readers,
		close: streams.close,
	};
}

interface Bound {
	readonly route: AnyRoute;
	readonly handler: AnyHandler<null>;
	readonly log: Log;
}

async function serve(bound: Bound, request: Request, params: Readonly<Record<string, string>>): Promise<Response> {
	const body = takesBody(bound.route) ? await readJson(request) : null;
	if (body !== null && !body.ok) return problemResponse(body.problem);
	const query = Object.fromEntries(new URL(request.url).searchParams);
	const asked = readInputs(bound.route, { params, query, body: body?.value });
	if (!asked.ok) return problemResponse(asked.problem);
	const answer = await bound.handler({ ...asked.value, caller: null });
	if (!answer.ok) return problemResponse(answer.problem);
	const checked = readReply(bound.route, answer.value);
	if ("value" in checked) return jsonResponse(checked.value);
	bound.log.panic("a reply of the desk breaks its declaration", { path: bound.route.path, breach: checked.breach });
	return problemResponse(problem(500, "The desk made an answer that breaks its own contract: report this"));
}
