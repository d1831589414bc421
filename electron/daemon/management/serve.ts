/**
 * The management API on a unix socket: mode 0660, so that the file system says who may ask. A stale socket file is
 * taken away; a live one is refused with words, and so is anything that is not a socket. Headers and bodies have a
 * time limit; streams have none. `fetch` must end its streams itself before `close` (the hub's `close` does).
 */
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Log } from "../../../shared/base/log.ts";
import { bindPath } from "../../system/unix-path.ts";
import type { Fetch } from "./contract.ts";

const MODE = 0o660;

export interface Served {
	readonly path: string;
	/** Stops accepting, lets answers under way finish for a second, then cuts what is left. */
	close(): Promise<void>;
}

/** Throws words that say who or what stands in the way at `path`. */
export async function serveManagement(options: {
	readonly path: string;
	readonly fetch: Fetch;
	readonly log: Log;
}): Promise<Served> {
	const { path, log } = options;
	const listener = getRequestListener(options.fetch, { hostname: "greydesk", overrideGlobalObjects: false });
	const server = createServer(
		{ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 75_000 },
		(ask, reply) => {
			listener(ask, reply).catch((error: unknown) =>
				log.error("a management request failed", { error: String(error) }),
			);
		},
	);
	server.on("clientError", (_, socket) => socket.destroy());
	await bindPath(server, path, MODE);
	server.on("error", () => undefined);
	return { path, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		const cut = setTimeout(() => server.closeAllConnections(), 1000);
		server.close(() => {
			clearTimeout(cut);
			resolve();
		});
		server.closeIdleConnections();
	});
}
