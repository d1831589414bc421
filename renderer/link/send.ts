/** The page's transport: `fetch` to the desk that served us, with the session's token. */
import type { Send } from "../../shared/protocol/client.ts";

/** Characters; of four bytes each at most. */
const KEPT_ALIVE = 16_000;

/**
 * `base` is "" for the desk or `/hosts/:id` for a host. Throws where nothing answered. A 401 is told to `lost`,
 * because then every other call will fail the same way.
 */
export function sendTo(base: string, token: string | null, lost: () => void = () => undefined): Send {
	return async ({ method, path, body, headers }) => {
		const response = await fetch(base + path, {
			method,
			headers: {
				...headers,
				...(token === null ? {} : { authorization: `Bearer ${token}` }),
				...(body === null ? {} : { "content-type": "application/json" }),
			},
			body,
			// What was asked for is done, also where the page is reloaded or closed that moment. Browsers take 64 KiB so.
			keepalive: body !== null && body.length < KEPT_ALIVE,
			signal: AbortSignal.timeout(30_000),
		});
		if (response.status === 401 && token !== null) lost();
		const text = await response.text();
		return { status: response.status, json: parsed(text) };
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
