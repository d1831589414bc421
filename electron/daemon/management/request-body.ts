/** Reads a JSON body: at most 1 MiB, declared as JSON. An empty body reads as `{}`, so that `curl -X POST` is enough. */
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";

export const MAX_BODY_BYTES = 1024 * 1024;

export interface Body {
	readonly text: string;
	readonly json: unknown;
}

export async function readBody(request: Request): Promise<Answered<Body>> {
	const text = await readText(request);
	if (text === null)
		return refuse(413, "The body may have 1 MiB at most: ask in parts, or with a query instead of ids");
	if (text === "") return { ok: true, value: { text, json: {} } };
	const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
	if (type !== "application/json") return refuse(415, "Send the body as JSON, with Content-Type: application/json");
	try {
		return { ok: true, value: { text, json: JSON.parse(text) as unknown } };
	} catch (error) {
		const why = error instanceof Error ? error.message : "it could not be read";
		return refuse(400, `The body is not JSON: ${why.slice(0, 200)}`);
	}
}

async function readText(request: Request): Promise<string | null> {
	if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) return null;
	if (request.body === null) return "";
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const reader = request.body.getReader();
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		bytes += part.value.byteLength;
		if (bytes > MAX_BODY_BYTES) {
			await reader.cancel();
			return null;
		}
		chunks.push(part.value);
	}
	return Buffer.concat(chunks).toString("utf8");
}
