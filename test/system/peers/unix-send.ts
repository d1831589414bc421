/** HTTP over a unix socket, as `curl --unix-socket` speaks it. */
import { request } from "node:http";
import type { Send } from "../../../shared/protocol/client.ts";

export function sendOver(socketPath: string): Send {
	return ({ method, path, body, headers }) =>
		new Promise((resolve, reject) => {
			const json = body === null ? {} : { "content-type": "application/json" };
			const asked = request({ socketPath, method, path, headers: { ...json, ...headers } }, (answer) => {
				let text = "";
				answer.setEncoding("utf8");
				answer.on("data", (part: string) => {
					text += part;
				});
				answer.on("end", () =>
					resolve({ status: answer.statusCode ?? 0, json: text === "" ? null : JSON.parse(text) }),
				);
			});
			asked.on("error", reject);
			asked.end(body ?? undefined);
		});
}
