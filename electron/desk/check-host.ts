/** Says hello to a socket before it is taken for a host. A problem tells what is there instead, and the mend. */

import type { z } from "zod";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { call, type Send } from "../../shared/protocol/client.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { askHost, HostTrouble } from "./ask-host.ts";

const PATIENCE_MS = 5000;
const MOST_BYTES = 4 * 1024 * 1024;

export async function checkHost(socket: string): Promise<Outcome<z.infer<typeof hello.reply>>> {
	try {
		const answer = await call(sendTo(socket), hello);
		if (answer.ok) return good(answer.value);
		return bad(`${socket} answers, but is not a greydesk daemon (${answer.problem.detail.slice(0, 200)})`);
	} catch (error) {
		if (error instanceof HostTrouble) return bad(error.message);
		throw error;
	}
}

/** A `Send` for `call`: bounded in time and size. Throws HostTrouble. */
export function sendTo(socket: string): Send {
	return async ({ method, path, body, headers }) => {
		const signal = AbortSignal.timeout(PATIENCE_MS);
		const json =
			body === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
		const answer = await askHost({ socket, method, target: path, headers: { ...headers, ...json }, body, signal });
		let text = "";
		try {
			for await (const chunk of answer.setEncoding("utf8")) {
				text += String(chunk);
				if (text.length > MOST_BYTES) throw new HostTrouble(`${socket} answered more than could be read`);
			}
		} catch (error) {
			if (error instanceof HostTrouble) throw error;
			throw new HostTrouble(`${socket} broke off its answer`);
		}
		return { status: answer.statusCode ?? 0, json: parsed(text) };
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
