/**
 * The door of browser mode, before any route: the Host header must be ours (a rebound DNS name is not), a request of
 * another site is refused, whatever is not a plain read must come from our own origin, and everything but the page's
 * files and the exchange of the code needs the token. Refusals say what to do.
 */

import { problem } from "../../shared/protocol/refusal.ts";
import type { Problem } from "../../shared/protocol/shapes.ts";
import { starts } from "../../shared/protocol/start-again.ts";
import type { Session } from "./session.ts";

export interface Guard {
	readonly port: number;
	readonly session: Session;
}

/** Null: come in. */
export function refusalOf(request: Request, { port, session }: Guard): Problem | null {
	const names = [`127.0.0.1:${port}`, `localhost:${port}`];
	const { headers } = request;
	if (!names.includes(headers.get("host") ?? "")) {
		return problem(403, `This desk is reached as http://${names[0]}/ only: open the address that was printed`);
	}
	const site = headers.get("sec-fetch-site");
	if (site !== null && site !== "same-origin" && site !== "none") {
		return problem(403, "Another site asked: open the desk by the address that was printed");
	}
	const origin = headers.get("origin");
	const isRead = request.method === "GET" || request.method === "HEAD";
	if ((!isRead || origin !== null) && !names.some((name) => origin === `http://${name}`)) {
		return problem(403, `Only the desk's own page may ask this: send Origin: http://${names[0]}`);
	}
	if (!needsToken(request) || session.opens(headers.get("authorization"))) return null;
	return problem(401, `This page has no session any more: start ${starts} again and use the new address`);
}

function needsToken(request: Request): boolean {
	const { pathname } = new URL(request.url);
	if (pathname === "/desk/session") return false;
	return pathname.startsWith("/desk/") || pathname.startsWith("/hosts/");
}
