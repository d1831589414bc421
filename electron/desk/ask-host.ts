/** HTTP over a host's unix socket: one connection a request, its body sent whole, the answer streamed, and trouble in words with the mend. */
import { type IncomingMessage, request } from "node:http";
import { userInfo } from "node:os";

export interface HostRequest {
	readonly socket: string;
	readonly method: string;
	/** Path and query. */
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: ReadableStream<Uint8Array> | string | null;
	readonly signal: AbortSignal;
}

/** Why a host did not answer, fit to show. */
export class HostTrouble extends Error {
	override readonly name = "HostTrouble";
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
		sent.on("error", (error) => reject(new HostTrouble(troubleWords(error, asked.socket))));
		if (asked.body === null || typeof asked.body === "string") return sent.end(asked.body ?? undefined);
		// Whole and at once: the host answers and closes as soon as it has the body, and a writer that only then ends its
		// stream would hear EPIPE before it reads the answer.
		return new Response(asked.body).arrayBuffer().then(
			(whole) => sent.end(Buffer.from(whole)),
			(error: Error) => sent.destroy(error),
		);
	});
}

export function troubleWords(error: Error, socket: string): string {
	switch ((error as NodeJS.ErrnoException).code) {
		case "ENOENT":
			return `There is no socket ${socket}: is the daemon running there, and is its management socket this one?`;
		case "EACCES":
		case "EPERM":
			return `You have no permission for ${socket}: ask to join the group that owns it (ls -l shows it), or use its viewer.sock`;
		case "ECONNREFUSED":
			return `Nobody answers on ${socket}: its daemon has stopped; start it again`;
		case "ENOTSOCK":
		case "EPROTOTYPE":
			return `${socket} is not a socket that speaks HTTP: name the management socket of a greydesk daemon`;
		case "ECONNRESET":
		case "EPIPE":
			return `The daemon on ${socket} hung up: it may be restarting`;
		default:
			if (/parse error/i.test(error.message)) return `${socket} answers, but not in HTTP: it is not a greydesk daemon`;
			if (error.name === "AbortError" || error.name === "TimeoutError") return `${socket} did not answer in time`;
			return `${socket} does not answer: ${error.message}`;
	}
}

function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return "desk";
	}
}
