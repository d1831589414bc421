/**
 * The management API on a unix socket: mode 0660, so that the file system says who may ask. A stale socket file is
 * taken away; a live one is refused with words, and so is anything that is not a socket. Headers and bodies have a
 * time limit; streams have none. `fetch` must end its streams itself before `close` (the hub's `close` does).
 */
import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { isMainThread } from "node:worker_threads";
import { getRequestListener } from "@hono/node-server";
import type { Log } from "../../../shared/base/log.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { Fetch } from "./contract.ts";

/** sun_path holds 108 bytes with its closing zero. */
const LONGEST_PATH = 107;
const MODE = 0o660;

export interface Served {
	readonly path: string;
	/** Stops accepting, lets answers under way finish for a second, then cuts what is left. */
	close(): Promise<void>;
}

/** A problem says who or what stands in the way at `path`. */
export async function serveManagement(options: {
	readonly path: string;
	readonly fetch: Fetch;
	readonly log: Log;
}): Promise<Outcome<Served>> {
	const { path, log } = options;
	if (Buffer.byteLength(path) > LONGEST_PATH) {
		return bad(`The path of a socket may have ${LONGEST_PATH} bytes at most: choose a shorter one than ${path}`);
	}
	const free = await makeRoom(path);
	if (!free.ok) return free;
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
	const bound = await listen(server, path);
	if (!bound.ok) return bound;
	return good({ path, close: () => closeServer(server) });
}

async function makeRoom(path: string): Promise<Outcome<null>> {
	const there = lstatSync(path, { throwIfNoEntry: false });
	if (there === undefined) return good(null);
	if (!there.isSocket()) return bad(`${path} exists and is not a socket: move it away, or name another path`);
	if (await answers(path)) return bad(`Another daemon answers on ${path}: stop it, or name another path`);
	try {
		unlinkSync(path);
		return good(null);
	} catch (error) {
		return bad(`The stale socket ${path} cannot be removed: ${wordsOf(error)}`);
	}
}

function answers(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(path);
		const settle = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(2000, () => settle(true));
		socket.on("connect", () => settle(true));
		socket.on("error", (error: NodeJS.ErrnoException) => settle(error.code === "EACCES" || error.code === "EAGAIN"));
	});
}

function listen(server: Server, path: string): Promise<Outcome<null>> {
	return new Promise((resolve) => {
		server.once("error", (error) => resolve(bad(`Cannot listen on ${path}: ${wordsOf(error)}`)));
		server.once("listening", () => {
			chmodSync(path, MODE);
			server.on("error", () => undefined);
			resolve(good(null));
		});
		// The socket is bound within this call: no moment at which its mode is wider than it shall be.
		// A thread (sample traffic within Electron) has no mask of its own; its folder is open to its owner alone.
		const before = isMainThread ? process.umask(0o777 & ~MODE) : null;
		server.listen(path);
		if (before !== null) process.umask(before);
	});
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

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
