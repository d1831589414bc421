/**
 * What a page behind Electron's door may not do, whichever it is: leave for another address, open a window, embed
 * another page, ask for the camera and the like, fetch a file of its choice. An https link is shown outside, by the
 * system's browser; everything else is dropped.
 */
import { HOME } from "./app-scheme.ts";
import { outsideLink } from "./start-words.ts";

interface Leaving {
	readonly url: string;
	preventDefault(): void;
}

/** Of Electron's `WebContents`, what is limited here. */
export interface LimitedPage {
	on(event: "will-navigate" | "will-redirect" | "will-frame-navigate", tell: (event: Leaving) => void): unknown;
	on(event: "will-attach-webview", tell: (event: Pick<Leaving, "preventDefault">) => void): unknown;
	setWindowOpenHandler(answer: (asked: { readonly url: string }) => { action: "deny" }): void;
}

/** `show` hands an https address to the system's browser. */
export function limitPage(page: LimitedPage, show: (url: string) => void): void {
	const showOutside = (url: string) => {
		const link = outsideLink(url);
		if (link !== null) show(link);
	};
	const stay = (event: Leaving) => {
		if (event.url.startsWith(HOME)) return;
		event.preventDefault();
		showOutside(event.url);
	};
	page.on("will-navigate", stay);
	page.on("will-redirect", stay);
	// Frames too: the page has none.
	page.on("will-frame-navigate", (event) => {
		if (!event.url.startsWith(HOME)) event.preventDefault();
	});
	page.on("will-attach-webview", (event) => event.preventDefault());
	page.setWindowOpenHandler(({ url }) => {
		showOutside(url);
		return { action: "deny" };
	});
}

/** Copying text is all the page needs. */
export function mayPage(permission: string): boolean {
	return permission === "clipboard-sanitized-write";
}

/** What the page itself has made may be saved; nothing is fetched from elsewhere. */
export function maySave(url: string): boolean {
	return url.startsWith(`blob:${HOME}`.replace(/\/$/, ""));
}
