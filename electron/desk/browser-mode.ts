/**
 * Browser mode: the desk behind a loopback HTTP server, for one user of this machine. What the address must carry and
 * what each request must prove is in session.ts and guard.ts. Never bound to anything but 127.0.0.1.
 */
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Log } from "../../shared/base/log.ts";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import type { Desk } from "./desk.ts";
import { refusalOf } from "./guard.ts";
import { problemResponse, strictly } from "./responses.ts";
import type { Session } from "./session.ts";

export interface BrowserDoor {
	/** With the single-use code in the fragment. */
	readonly url: string;
	readonly port: number;
	close(): Promise<void>;
}

/** `port` 0: any free one. A problem names the port that is taken. */
export async function openBrowserDoor(options: {
	readonly desk: Desk;
	readonly session: Session;
	readonly port: number;
	readonly log: Log;
}): Promise<Outcome<BrowserDoor>> {
	const { desk, session, log } = options;
	let port = 0;
	const fetch = async (request: Request) => {
		const refusal = refusalOf(request, { port, session });
		return refusal === null ? desk.fetch(request) : strictly(problemResponse(refusal));
	};
	const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
	const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (ask, reply) => {
		listener(ask, reply).catch((error: unknown) => log.error("a request of a page failed", { error: String(error) }));
	});
	server.on("clientError", (_, socket) => socket.destroy());
	const bound = await listen(server, options.port);
	if (!bound.ok) return bound;
	port = bound.value;
	return good({ url: `http://127.0.0.1:${port}/#code=${session.code}`, port, close: () => closeServer(server) });
}

function listen(server: Server, port: number): Promise<Outcome<number>> {
	return new Promise((resolve) => {
		server.once("error", (error: NodeJS.ErrnoException) => {
			const taken = error.code === "EADDRINUSE";
			resolve(bad(taken ? `Port ${port} is taken: name another with --port` : `Cannot listen: ${error.message}`));
		});
		server.listen(port, "127.0.0.1", () => {
			const address = server.address();
			resolve(good(typeof address === "object" && address !== null ? address.port : port));
		});
	});
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
