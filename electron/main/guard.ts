/** The limits of the desk for pages (desk/page-limits.ts), set in Electron. */
import { session, shell, type WebContents } from "electron";
import { limitPage, mayPage, maySave } from "../desk/page-limits.ts";

export function guardContents(contents: WebContents): void {
	// A system without a browser: nothing happens, as the link says nothing that the page needs.
	limitPage(contents, (url) => void shell.openExternal(url).catch(() => undefined));
}

/** For every page of the app; where a file is saved, the person says. */
export function guardSession(): void {
	const { defaultSession } = session;
	defaultSession.setPermissionRequestHandler((_, permission, answer) => answer(mayPage(permission)));
	defaultSession.setPermissionCheckHandler((_, permission) => mayPage(permission));
	defaultSession.setDevicePermissionHandler(() => false);
	defaultSession.on("will-download", (event, item) => {
		if (maySave(item.getURL())) item.setSaveDialogOptions({ title: "Save" });
		else event.preventDefault();
	});
}
