/**
 * Windows of one desk let each other in. A page that has no key (a link opened in a new tab, an address that was sent)
 * asks the windows beside it; one that is in asks the desk for a single-use code and hands it over. Only pages of this
 * origin, port included, in this browser hear the channel, and those are the desk's own.
 */
const CHANNEL = "greydesk-windows";
const PATIENCE_MS = 1_000;
const codeGrammar = /^[\w-]{16,128}$/;

/** A code from another window; null where none is open, or none could get one in time. */
export function askForCode(): Promise<string | null> {
	const channel = new BroadcastChannel(CHANNEL);
	return new Promise<string | null>((resolve) => {
		const late = setTimeout(() => resolve(null), PATIENCE_MS);
		channel.addEventListener("message", ({ data }) => {
			const code = codeIn(data);
			if (code === null) return;
			clearTimeout(late);
			resolve(code);
		});
		channel.postMessage({ asks: "code" });
	}).finally(() => channel.close());
}

/** Answers those that ask, as long as this page lives. `code` is null where the desk gives none. */
export function lendCodes(code: () => Promise<string | null>): void {
	const channel = new BroadcastChannel(CHANNEL);
	channel.addEventListener("message", ({ data }) => {
		if (!asksForCode(data)) return;
		void code().then((lent) => {
			if (lent !== null) channel.postMessage({ code: lent });
		});
	});
}

function codeIn(data: unknown): string | null {
	if (typeof data !== "object" || data === null || !("code" in data)) return null;
	return typeof data.code === "string" && codeGrammar.test(data.code) ? data.code : null;
}

function asksForCode(data: unknown): boolean {
	return typeof data === "object" && data !== null && "asks" in data && data.asks === "code";
}
