/**
 * Refusals (RFC 9457): every one is a sentence that says what to do. The title is the status in words.
 * A refusal is a value here; `problemResponse` puts it on the wire.
 */
import type { Answered } from "../../../shared/protocol/client.ts";
import { parse } from "../../../shared/protocol/query.ts";
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

/** Refuses a query that does not parse, with the column of what is wrong; null where it parses. */
export function refuseQuery(q: string): Answered<never> | null {
	const parsed = parse(q);
	return parsed.ok ? null : { ok: false, problem: { ...problem(400, parsed.problem), column: parsed.column } };
}

export function problemResponse(said: Problem, headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(JSON.stringify(said), {
		status: said.status,
		headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
	});
}
