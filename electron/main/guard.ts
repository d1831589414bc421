/**
 * What a page may not do, whichever it is: leave for another address, open a window, embed another page, ask for the
 * camera and the like. An https link is shown by the system's browser instead; everything else is dropped.
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
	contents.on("will-attach-webview", (event) => event.preventDefault());
	contents.setWindowOpenHandler(({ url }) => {
		showOutside(url);
		return { action: "deny" };
	});
}

export function refusePermissions(): void {
	const { defaultSession } = session;
	defaultSession.setPermissionRequestHandler((_, permission, answer) => answer(permission === GRANTED));
	defaultSession.setPermissionCheckHandler((_, permission) => permission === GRANTED);
	defaultSession.setDevicePermissionHandler(() => false);
}

function showOutside(url: string): void {
	const link = outsideLink(url);
	// A system without a browser: nothing happens, as the link says nothing that the page needs.
	if (link !== null) shell.openExternal(link).catch(() => undefined);
}
