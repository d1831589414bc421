/**
 * Custom schemes without Electron: `scheme://host/x` is `http://host.scheme.localhost:PORT/x` of one loopback server,
 * which asks the registered handler and passes its body on as it comes. A page that goes away cancels the body; the
 * signal of the request stays silent, as in Electron.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { seen } from "./parts.ts";

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();
const privileged = new Set<string>();
let port = 0;
let ready = false;

export const protocol = {
	registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string; readonly privileges: object }[]) {
		if (ready) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
		for (const { scheme } of schemes) privileged.add(scheme);
	},
	handle(scheme: string, handler: SchemeHandler) {
		if (!ready) throw new Error("protocol.handle should be called after app is ready");
		if (!privileged.has(scheme)) throw new Error(`${scheme} has no privileges: its page could fetch nothing`);
		handlers.set(scheme, handler);
	},
};

export async function openSchemes(): Promise<void> {
	const server = createServer((ask, reply) => {
		answer(ask, reply).catch(() => reply.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	server.unref();
	const address = server.address();
	port = typeof address === "object" && address !== null ? address.port : 0;
	ready = true;
}

/** As Chromium must be told it. */
export function toLoopback(url: string): string {
	const { protocol: scheme, host, pathname, search, hash } = new URL(url);
	if (!privileged.has(scheme.slice(0, -1))) return url;
	return `http://${host}.${scheme.slice(0, -1)}.localhost:${port}${pathname}${search}${hash}`;
}

/** As the app must see it. */
export function fromLoopback(url: string): string {
	if (!URL.canParse(url)) return url;
	const { host, pathname, search, hash } = new URL(url);
	const [, name, scheme] = /^([^.]+)\.([\w-]+)\.localhost:(\d+)$/.exec(host) ?? [];
	return scheme === undefined || !host.endsWith(`:${port}`) ? url : `${scheme}://${name}${pathname}${search}${hash}`;
}

async function answer(ask: IncomingMessage, reply: ServerResponse): Promise<void> {
	const url = fromLoopback(`http://${ask.headers.host}${ask.url}`);
	const handler = handlers.get(new URL(url).protocol.slice(0, -1));
	if (handler === undefined) return void reply.writeHead(404).end();
	const headers = new Headers();
	for (const [name, value] of Object.entries(ask.headers))
		if (name !== "host" && name !== "connection") headers.set(name, String(value));
	const hasBody = ask.method !== "GET" && ask.method !== "HEAD";
	const body = hasBody ? (Readable.toWeb(ask) as ReadableStream<Uint8Array>) : null;
	const method = ask.method ?? "GET";
	const response = await handler(
		new Request(url, { method, headers, body: body as BodyInit | null, duplex: "half" } as RequestInit),
	);
	reply.writeHead(response.status, Object.fromEntries(response.headers));
	const reader = response.body?.getReader();
	const streams = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
	if (streams) seen.streams++;
	reply.once("close", () => {
		if (streams) seen.streams--;
		reader?.cancel().catch(() => undefined);
	});
	for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
		if (!reply.write(part.value)) await new Promise((resolve) => reply.once("drain", resolve).once("close", resolve));
		if (reply.destroyed) return;
	}
	reply.end();
}
