/**
 * HTTP over a unix socket, for `call()`: one request a connection, a bounded body, a bounded wait. What cannot be
 * reached is thrown as `Stop` 3 with the path and the mend; an answer that is no JSON comes back as `null`.
 */
import { type IncomingMessage, request } from "node:http";
import type { Send, Sent } from "../../shared/protocol/client.ts";
import { failed, type Stop, unreachable } from "./exit.ts";

const MOST_BYTES = 64 * 1024 * 1024;
const PATIENCE_MS = 30_000;

/** `tell`: why a question failed. */
export function unixSend(
	socket: string,
	who: string,
	tell: (error: Error) => Stop | Promise<Stop> = (error) => localTrouble(error, socket),
): Send {
	return ({ method, path, body, headers }) =>
		new Promise<Sent>((answer, fail) => {
			const asked = request(
				{
					socketPath: socket,
					method,
					path,
					headers: {
						...headers,
						host: "greydesk",
						accept: "application/json",
						"greydesk-who": encodeURIComponent(who),
						...(body === null ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
					},
					agent: false,
					signal: AbortSignal.timeout(PATIENCE_MS),
				},
				(response) =>
					readBody(response).then((text) => answer({ status: response.statusCode ?? 0, json: parsed(text) }), fail),
			);
			asked.on("error", (error) => void Promise.resolve(tell(error)).then(fail, fail));
			asked.end(body ?? undefined);
		});
}

async function readBody(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of response) {
		bytes += (chunk as Buffer).length;
		if (bytes > MOST_BYTES) throw failed("The answer is larger than 64 MiB: ask for less");
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** Why nothing answered, in words that name the path and the way out. */
export function localTrouble(error: Error, socket: string): Stop {
	const code = (error as NodeJS.ErrnoException).code;
	const other = "or name another host with --host unix:/path";
	if (code === "ENOENT")
		return unreachable(`No daemon at unix:${socket}: there is no such socket. Start one (greydesk daemon), ${other}.`);
	if (code === "ECONNREFUSED")
		return unreachable(
			`Nobody answers at unix:${socket}: its daemon has ended, or it is no management socket. Start the daemon (greydesk daemon), ${other}.`,
		);
	if (code === "ENOTSOCK" || code === "EPROTOTYPE")
		return unreachable(`unix:${socket} is not a management socket, ${other}.`);
	if (code === "EACCES" || code === "EPERM")
		return unreachable(`You may not use unix:${socket}: join the group that owns it, use its viewer.sock, ${other}.`);
	if (error.name === "TimeoutError" || error.name === "AbortError")
		return unreachable(
			`The daemon at unix:${socket} did not answer within ${PATIENCE_MS / 1000} seconds: look at its log.`,
		);
	if (code === "ECONNRESET" || code === "EPIPE")
		return unreachable(`The daemon at unix:${socket} broke off before it answered: look at its log, then ask again.`);
	return unreachable(`unix:${socket} cannot be asked: ${error.message}.`);
}
