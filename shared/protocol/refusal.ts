/**
 * Refusals (RFC 9457): every one is a sentence that says what to do. The title is the status in words. A refusal is a
 * value; whoever speaks HTTP puts it on the wire as `application/problem+json`.
 */
import type { Answered } from "./client.ts";
import type { Problem } from "./shapes.ts";

const titles: Readonly<Record<number, string>> = {
	400: "The request could not be understood",
	401: "No session",
	403: "Not allowed",
	404: "Not found",
	405: "Method not allowed",
	409: "Refused",
	413: "Too large",
	415: "Not JSON",
	500: "It failed",
	502: "The host cannot be reached",
	503: "Not available now",
	504: "The host did not answer in time",
};

export function problem(status: number, detail: string): Problem {
	return { type: "about:blank", title: titles[status] ?? "Refused", status, detail };
}

/** `words` is one sentence for the person who asked: what is wrong and what to do. */
export function refuse(status: number, words: string): Answered<never> {
	return { ok: false, problem: problem(status, words) };
}
