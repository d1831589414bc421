/** What the desk's answers have in common: refusals as problems, and the headers that keep a browser strict. */
import { problem } from "../../shared/protocol/refusal.ts";
import type { Problem, Trouble } from "../../shared/protocol/shapes.ts";
import { inOneBreath } from "../hosts/trouble.ts";

/** Inline styles are what the charts and the component kit set on elements; scripts come from our own files only. */
const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self' 'unsafe-inline'",
	"font-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join("; ");

const strict: Readonly<Record<string, string>> = {
	"content-security-policy": policy,
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
	"permissions-policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=()",
};

/** The same answer with the strict headers; what has no caching of its own is not kept anywhere. */
export function strictly(response: Response): Response {
	const headers = new Headers(response.headers);
	for (const [name, value] of Object.entries(strict)) headers.set(name, value);
	if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
	return new Response(response.body, { status: response.status, headers });
}

/** A host that cannot be used, in one breath and in its parts. */
export function troubleProblem(status: number, trouble: Trouble): Problem {
	return { ...problem(status, inOneBreath(trouble)), title: "The host cannot be used", trouble };
}

export function problemResponse(said: Problem, headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(JSON.stringify(said), {
		status: said.status,
		headers: { "content-type": "application/problem+json", ...headers },
	});
}

export function jsonResponse(value: unknown): Response {
	return new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
}
