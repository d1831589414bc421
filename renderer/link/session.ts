/**
 * Who the page is to the desk. The address we were opened with carries a single-use code in its fragment; it is
 * traded for a session token, and the fragment is wiped so that no bookmark or screenshot keeps it. A code that was
 * refused opens nothing: it stays, so that a reload says the same again.
 * The token lives in this tab alone (sessionStorage): it survives a reload, and goes when the tab is closed.
 */

import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { call, type Send } from "../../shared/protocol/client.ts";
import { exchange } from "../../shared/protocol/desk.ts";
import { starts } from "../../shared/protocol/start-again.ts";
import { askForCode } from "./neighbours.ts";
import { sendTo } from "./send.ts";

const KEY = "greydesk-session";

/**
 * Trades the code, finds the token of before the reload, or is let in by another window, which may take a second: it is
 * told by `onAsking`. A problem says how to get in.
 */
export async function openSession(page: Window, onAsking: () => void): Promise<Outcome<string>> {
	const { location, history, sessionStorage: storage } = page;
	const code = codeOf(location.hash);
	if (code !== null) {
		const traded = await trade(sendTo("", null), code);
		if (traded.ok) storage.setItem(KEY, traded.value);
		// A code that was used up by an earlier load of this tab does no harm while its token still stands.
		else if (storage.getItem(KEY) === null) return traded;
		history.replaceState(null, "", `${location.pathname}#/`);
	}
	const kept = storage.getItem(KEY);
	if (kept !== null) return good(kept);
	// The door of the desktop app knows who comes in and takes any code, this one too.
	const welcome = await trade(sendTo("", null), "");
	if (welcome.ok) return welcome;
	onAsking();
	const lent = await askForCode();
	if (lent === null) return bad(`This address carries no key. Run ${starts} and use the address it gives.`);
	const traded = await trade(sendTo("", null), lent);
	if (traded.ok) storage.setItem(KEY, traded.value);
	return traded;
}

/** Forgets the token: the desk no longer knows it. */
export function dropSession(storage: Storage): void {
	storage.removeItem(KEY);
}

/** An address with a code was pasted into this tab: the page begins anew with it. */
export function followCodes(page: Window): void {
	page.addEventListener("hashchange", () => {
		if (codeOf(page.location.hash) !== null) page.location.reload();
	});
}

async function trade(send: Send, code: string): Promise<Outcome<string>> {
	try {
		const answer = await call(send, exchange, { body: { code } });
		return answer.ok ? good(answer.value.token) : bad(answer.problem.detail);
	} catch {
		return bad(`The desk does not answer. Is ${starts} still running? Start it again and use the new address.`);
	}
}

function codeOf(hash: string): string | null {
	const at = hash.indexOf("?");
	const text = at >= 0 ? hash.slice(at + 1) : hash.slice(1);
	return new URLSearchParams(text).get("code");
}
