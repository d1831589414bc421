/** Reads the small JSON bodies of the desk's own routes: 64 KiB at most, declared as JSON. */
import type { Answered } from "../../shared/protocol/client.ts";
import { refuse } from "../../shared/protocol/refusal.ts";

const MOST_BYTES = 65_536;

export async function readJson(request: Request): Promise<Answered<unknown>> {
	const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
	if (type !== "application/json") return refuse(415, "Send the body as JSON, with Content-Type: application/json");
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const reader = request.body?.getReader();
	for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
		bytes += part.value.byteLength;
		if (bytes > MOST_BYTES) {
			await reader?.cancel();
			return refuse(413, "The body may have 64 KiB at most");
		}
		chunks.push(part.value);
	}
	try {
		return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown };
	} catch {
		return refuse(400, "The body is not JSON");
	}
}
