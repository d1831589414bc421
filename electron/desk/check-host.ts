/** Says hello to a socket before it is taken for a host. A problem tells what is there instead, and the mend. */
import { z } from "zod";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import type { Send } from "../../shared/protocol/client.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { HostTrouble, inOneBreath, socketTrouble, trouble } from "../hosts/trouble.ts";
import { askHost } from "./ask-host.ts";

type Hello = z.infer<typeof hello.reply>;

const PATIENCE_MS = 5000;
const MOST_BYTES = 4 * 1024 * 1024;
const CONTRACT = hello.reply.shape.contract.value;

/** What a daemon of any contract says of itself. */
const anyHello = z.looseObject({ product: z.literal("greydesk"), contract: z.number().int(), version: z.string() });

export async function checkHost(socket: string): Promise<Outcome<Hello>> {
	try {
		return good(await greet(socket, socket));
	} catch (error) {
		if (error instanceof HostTrouble) return bad(inOneBreath(error.trouble));
		throw error;
	}
}

/** `where`: as words name it. Throws HostTrouble. */
export async function greet(socket: string, where: string): Promise<Hello> {
	const { status, json } = await sendTo(socket, where)({ method: "GET", path: hello.path, body: null, headers: {} });
	const said = hello.reply.safeParse(json);
	if (status === 200 && said.success) return said.data;
	const other = anyHello.safeParse(json);
	if (other.success && other.data.contract !== CONTRACT) throw new HostTrouble(otherContract(where, other.data));
	throw new HostTrouble(
		trouble("not-greydesk", {
			words: `${where} answers, but is not a greydesk daemon (status ${status}).`,
			mend: "Name the management socket of a greydesk daemon.",
		}),
	);
}

function otherContract(where: string, { contract, version }: { contract: number; version: string }) {
	const newer = contract > CONTRACT;
	return trouble("other-contract", {
		words: `The daemon on ${where} is ${newer ? "newer" : "older"} than this desk: version ${version} speaks contract ${contract}, this desk contract ${CONTRACT}.`,
		mend: newer ? "Update Greydesk on this computer." : "Update greydesk on that host.",
	});
}

/** A `Send` for `call`: bounded in time and size. Throws HostTrouble. */
export function sendTo(socket: string, where = socket): Send {
	return async ({ method, path, body, headers }) => {
		const signal = AbortSignal.timeout(PATIENCE_MS);
		const json =
			body === null ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) };
		const answer = await askHost({
			socket,
			where,
			method,
			target: path,
			headers: { ...headers, ...json },
			body,
			signal,
		});
		let text = "";
		try {
			for await (const chunk of answer.setEncoding("utf8")) {
				text += String(chunk);
				if (text.length > MOST_BYTES) throw new HostTrouble(tooMuch(where));
			}
		} catch (error) {
			if (error instanceof HostTrouble) throw error;
			throw new HostTrouble(socketTrouble("closed", where));
		}
		return { status: answer.statusCode ?? 0, json: parsed(text) };
	};
}

function tooMuch(where: string) {
	return trouble("not-greydesk", {
		words: `${where} answered more than could be read.`,
		mend: "Name the management socket of a greydesk daemon.",
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
