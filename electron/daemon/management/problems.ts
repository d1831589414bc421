/** Puts refusals on the wire, and makes the one of a query that does not parse. */
import type { Answered } from "../../../shared/protocol/client.ts";
import { parse } from "../../../shared/protocol/query.ts";
import { problem } from "../../../shared/protocol/refusal.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";

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
