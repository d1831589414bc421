/** Strangers at the doors: bytes for the policy port in any pieces, and any call of the management API. */
import { connect } from "node:net";
import { defaultSettings } from "../../shared/policy/settings.ts";
import { routes } from "../../shared/protocol/routes.ts";
import { bent, pick, type Roll } from "./mutate.ts";

/** Sends it in pieces cut anywhere; gives all answers once the other side has closed. */
export function answersTo(address: string, bytes: Buffer, roll: Roll): Promise<readonly string[]> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(/:(\d+)$/.exec(address)?.[1]), "127.0.0.1");
		let text = "";
		socket.on("data", (part) => {
			text += part;
		});
		socket.on("error", (error: NodeJS.ErrnoException) => {
			if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
		});
		socket.on("close", () => resolve(text.split("\n\n").slice(0, -1)));
		for (let at = 0; at < bytes.length; ) {
			const to = at + 1 + Math.floor(roll() * 2000);
			socket.write(bytes.subarray(at, to));
			at = to;
		}
		socket.end();
	});
}

export function randomCall(roll: Roll): Request {
	const { method, path } = pick(Object.values(routes), roll);
	const value = () =>
		encodeURIComponent(
			bent(pick(["1", "state:waiting", "-lastSeenAt", "abc"], roll), roll).replace(/[\ud800-\udfff]/g, "?"),
		);
	const names = ["q", "limit", "cursor", "sort", "from", "to", "step", "kind", "who", "before"];
	const query = Array.from({ length: Math.floor(roll() * 3) }, () => `${pick(names, roll)}=${value()}`).join("&");
	const body = bent(pick(BODIES, roll), roll);
	const headers = { "content-type": "application/json" };
	const url = `http://greydesk${path.replace(/:[a-z]+/g, value)}?${query}`;
	return new Request(url, method === "GET" ? { method } : { method, headers, body });
}

const BODIES = [
	'{"q":"state:waiting","expect":1,"reason":"x","dryRun":true}',
	'{"ids":["abc"],"reason":"x"}',
	'{"kind":"client","pattern":"192.0.2.0/24","reason":"x"}',
	'{"client":"192.0.2.1","sender":"a@b.example","recipient":"c@d.example"}',
	'{"seconds":0,"reason":"x"}',
	JSON.stringify({ settings: defaultSettings, reason: "x", dryRun: true }),
];
