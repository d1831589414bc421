/**
 * `/hosts/:id/…`: the page's request goes on to that host's socket as it is, and its answer comes back as it is,
 * streamed. Only the paths of the management API, only headers on a list, bodies of 1 MiB at most, 64 at a time; to a
 * host that is read-only here nothing that acts.
 */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { HOST_PREFIX } from "../../shared/protocol/desk.ts";
import { problem } from "../../shared/protocol/refusal.ts";
import { HostTrouble, trouble } from "../hosts/trouble.ts";
import { isAct } from "./acts.ts";
import { askHost } from "./ask-host.ts";
import type { Hosts } from "./hosts.ts";
import { problemResponse, troubleProblem } from "./responses.ts";

const MOST_AT_ONCE = 64;
const MOST_BODY_BYTES = 1024 * 1024;
const ANSWER_MS = 30_000;
const methods: readonly string[] = ["GET", "POST", "PUT", "DELETE"];
const sentOn = ["accept", "content-type", "content-length", "idempotency-key", "last-event-id"];
const sentBack = ["content-type", "allow", "retry-after"];

const tooLarge = trouble("failed", { words: "The body may have 1 MiB at most.", mend: "Ask in parts." });

export function createPassOn(hosts: Hosts): (request: Request) => Promise<Response> {
	let underWay = 0;
	return async (request) => {
		const url = new URL(request.url);
		const [, id = "", path = ""] = /^([^/]+)(\/.*)$/.exec(url.pathname.slice(HOST_PREFIX.length)) ?? [];
		const host = hosts.find(decoded(id));
		if (host === null)
			return problemResponse(problem(404, "This desk knows no such host: add it again, or choose another"));
		if (!path.startsWith("/v1/") && path !== "/healthz" && path !== "/openapi.json") {
			return problemResponse(problem(404, "Only the management API is passed on: /v1/…, /healthz or /openapi.json"));
		}
		if (!methods.includes(request.method)) {
			return problemResponse(problem(405, "This method is not passed on"), { allow: methods.join(", ") });
		}
		if (host.readOnly && isAct(request.method, path)) return problemResponse(problem(403, readOnlyWords(host.name)));
		const length = Number(request.headers.get("content-length") ?? 0);
		if (length > MOST_BODY_BYTES) return problemResponse(problem(413, "The body may have 1 MiB at most: ask in parts"));
		if (underWay >= MOST_AT_ONCE)
			return problemResponse(problem(503, "Too much is asked at once: try again in a moment"));
		underWay++;
		const done = () => underWay--;
		try {
			const answer = await ask(request, host.socket, path + url.search);
			answer.once("close", done);
			const headers = chosen(sentBack, (name) => answer.headers[name]?.toString());
			return new Response(bodyOf(answer), { status: answer.statusCode ?? 502, headers });
		} catch (error) {
			done();
			if (!(error instanceof HostTrouble)) throw error;
			return problemResponse(troubleProblem(502, await host.explain(error.trouble)));
		}
	};
}

/** The time limit is for the head of the answer; a stream may go on as long as the page listens. */
async function ask(request: Request, socket: string, target: string): Promise<IncomingMessage> {
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), ANSWER_MS);
	const headers = chosen(sentOn, (name) => request.headers.get(name) ?? undefined);
	const signal = AbortSignal.any([request.signal, late.signal]);
	const body = request.body === null ? null : request.body.pipeThrough(atMost(MOST_BODY_BYTES));
	return askHost({ socket, method: request.method, target, headers, body, signal }).finally(() => clearTimeout(timer));
}

/** A body that does not tell its length is cut off where it grows too large. */
function atMost(bytes: number): TransformStream<Uint8Array, Uint8Array> {
	let passed = 0;
	return new TransformStream({
		transform(chunk, controller) {
			passed += chunk.byteLength;
			if (passed > bytes) controller.error(new HostTrouble(tooLarge));
			else controller.enqueue(chunk);
		},
	});
}

function readOnlyWords(name: string): string {
	return `${name} is read-only on this desk: nothing was done. Whoever may, switches that off in its menu`;
}

function bodyOf(answer: IncomingMessage): ReadableStream<Uint8Array> | null {
	if (answer.statusCode === 204 || answer.statusCode === 304) {
		// Read to its end, or it would count as under way for ever.
		answer.resume();
		return null;
	}
	return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
}

function chosen(names: readonly string[], find: (name: string) => string | undefined): Record<string, string> {
	const found: Record<string, string> = {};
	for (const name of names) {
		const value = find(name);
		if (value !== undefined) found[name] = value;
	}
	return found;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return "";
	}
}
