/** HTTP over a host's unix socket: one connection a request, its body sent whole, the answer streamed, and trouble in words with the mend. */
import { type IncomingMessage, request } from "node:http";
import { userInfo } from "node:os";
import { HostTrouble, troubleOf } from "../hosts/trouble.ts";

export interface HostRequest {
	readonly socket: string;
	/** As words name it, where that is not the socket's path. */
	readonly where?: string;
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: ReadableStream<Uint8Array> | string | null;
	readonly signal: AbortSignal;
}

/** Resolves when the head of the answer is there. Throws HostTrouble. */
export function askHost(asked: HostRequest): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const sent = request({
			socketPath: asked.socket,
			method: asked.method,
			path: asked.target,
			headers: { ...asked.headers, host: "greydesk", "greydesk-who": encodeURIComponent(userName()) },
			agent: false,
			signal: asked.signal,
		});
		sent.once("response", resolve);
		sent.on("error", (error) => reject(new HostTrouble(troubleOf(error, asked.where ?? asked.socket))));
		if (asked.body === null || typeof asked.body === "string") return sent.end(asked.body ?? undefined);
		// Whole and at once: the host answers and closes as soon as it has the body, and a writer that only then ends its
		// stream would hear EPIPE before it reads the answer.
		return new Response(asked.body).arrayBuffer().then(
			(whole) => sent.end(Buffer.from(whole)),
			(error: Error) => sent.destroy(error),
		);
	});
}

function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return "desk";
	}
}
