/**
 * Two daemons that say who they are, and then nothing true: one refuses every question with 500 and a problem, one babbles: HTML, cut JSON, JSON of
 * another shape. Both keep an event stream open and write nonsense into it, so that the link counts as live.
 */
import { createServer, type Server, type ServerResponse } from "node:http";
import { trap } from "./hostile.ts";

export type Breakage = "refusing" | "babbling";

const babble: readonly (readonly [type: string, body: string])[] = [
	["text/html", `<html><body>${trap}</body></html>`],
	["application/json", '{"rows":[{"id":'],
	["application/json", `{"rows":"${trap}","total":-1,"settings":null,"fields":7}`],
	["application/json", "null"],
];

export function serveBroken(path: string, how: Breakage): Promise<Server> {
	let asked = 0;
	const server = createServer((question, reply) => {
		question.resume();
		if (question.url?.startsWith("/v1/events")) return stream(reply);
		if (question.url?.startsWith("/v1/hello")) return answer(reply, 200, hello());
		if (how === "refusing") return answer(reply, 500, problem);
		const [type = "", body = ""] = babble[asked++ % babble.length] ?? [];
		reply.writeHead(200, { "content-type": type }).end(body);
	});
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(path, () => resolve(server));
	});
}

function stream(reply: ServerResponse): void {
	reply.writeHead(200, { "content-type": "text/event-stream" });
	reply.write(
		`event: tick\ndata: {"counters":"${trap}"}\n\nevent: detail\ndata: {{{\n\nevent: unheard-of\ndata: 1\n\n`,
	);
}

const problem = {
	type: "about:blank",
	title: "The history is broken",
	status: 500,
	detail: `Its file cannot be read ${trap}: move it away and start the daemon again`,
};

/** Who it says it is: a desk takes no host that does not say it. */
function hello(): object {
	const engine = { kind: "decider", name: "greydesk", version: "1.0.0", mode: "enforce", sample: false };
	const capabilities = ["approve", "purge", "undo", "whitelists", "policy", "history", "statistics"];
	const now = Date.now();
	return {
		product: "greydesk",
		version: "1.0.0",
		contract: 1,
		engine,
		capabilities,
		role: "operator",
		epoch: "e",
		now,
		speed: 1,
		host: trap,
	};
}

function answer(reply: ServerResponse, status: number, told: object): void {
	const type = status === 200 ? "application/json" : "application/problem+json";
	reply.writeHead(status, { "content-type": type }).end(JSON.stringify(told));
}
