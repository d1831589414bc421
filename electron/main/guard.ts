/**
 * What a page may not do, whichever it is: leave for another address, open a window, embed another page, ask for the
 * camera and the like, fetch a file of its choice. An https link is shown by the system's browser; everything else is
 * dropped. What the page itself has made may be saved: where, the person says.
 */
import { session, shell, type WebContents } from "electron";
import { outsideLink } from "../desk/start-words.ts";
import { HOME } from "./scheme.ts";

/** Copying text is all the page needs. */
const GRANTED = "clipboard-sanitized-write";

export function guardContents(contents: WebContents): void {
	const stay = (event: { readonly url: string; preventDefault(): void }) => {
		if (event.url.startsWith(HOME)) return;
		event.preventDefault();
		showOutside(event.url);
	};
	contents.on("will-navigate", stay);
	contents.on("will-redirect", stay);
	// Frames too: the page has none.
	contents.on("will-frame-navigate", (event) => {
		if (!event.url.startsWith(HOME)) event.preventDefault();
	});
	contents.on("will-attach-webview", (event) => event.preventDefault());
	contents.setWindowOpenHandler(({ url }) => {
		showOutside(url);
		return { action: "deny" };
	});
}

export function guardSession(): void {
	const { defaultSession } = session;
	defaultSession.setPermissionRequestHandler((_, permission, answer) => answer(permission === GRANTED));
	defaultSession.setPermissionCheckHandler((_, permission) => permission === GRANTED);
	defaultSession.setDevicePermissionHandler(() => false);
	defaultSession.on("will-download", (event, item) => {
		if (item.getURL().startsWith(`blob:${HOME}`.replace(/\/$/, ""))) item.setSaveDialogOptions({ title: "Save" });
		else event.preventDefault();
	});
}

function showOutside(url: string): void {
	const link = outsideLink(url);
	// A system without a browser: nothing happens, as the link says nothing that the page needs.
	if (link !== null) shell.openExternal(link).catch(() => undefined);
}
