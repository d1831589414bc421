/**
 * Refusals (RFC 9457): every one is a sentence that says what to do. The title is the status in words.
 * A refusal is a value here; `problemResponse` puts it on the wire.
 */
import type { Answered } from "../../../shared/protocol/client.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";

const titles: Readonly<Record<number, string>> = {
	400: "The request could not be understood",
	403: "Not allowed on this socket",
	404: "Not found",
	405: "Method not allowed",
	409: "Something changed meanwhile",
	413: "Too large",
	415: "Not JSON",
	500: "The daemon failed",
	503: "Not available now",
};

export function problem(status: number, detail: string): Problem {
	return { type: "about:blank", title: titles[status] ?? "Refused", status, detail };
}

/** `words` is one sentence for the person who asked: what is wrong and what to do. */
export function refuse(status: number, words: string): Answered<never> {
	return { ok: false, problem: problem(status, words) };
}

/** A query that does not parse: the column is lifted out of the words for whoever draws a mark under it. */
export function refuseQuery(words: string): Answered<never> {
	const column = /column (\d{1,5})/.exec(words)?.[1];
	const said = problem(400, words);
	return { ok: false, problem: column === undefined ? said : { ...said, column: Number(column) } };
}

export function problemResponse(said: Problem, headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(JSON.stringify(said), {
		status: said.status,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
	});
}
