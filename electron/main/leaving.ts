/** The way out: the window's close, the menu, the tray and signals all come here, and the desk says what is asked. */
import { app, BrowserWindow } from "electron";
import { askedBeforeLeaving, createLeaving, mayLeave, runToEnd } from "../desk/leaving.ts";
import type { Workplace } from "../desk/workplace.ts";
import { showBox } from "./box.ts";
import { launchUtility } from "./launch-utility.ts";

export interface LeavingParts {
	readonly place: Workplace;
	/** `greydesk service install` for this folder: the bundled command and its words. */
	readonly service: readonly string[];
	readonly note: (words: string) => void;
	readonly closing: () => void;
}

export function leaveInOrder({ place, service, note, closing }: LeavingParts): void {
	const leaving = createLeaving({
		question: async () => (place.daemon.ours() ? askedBeforeLeaving(place.daemon.socket) : null),
		mayGo: (question) => mayLeave(question, showBox, () => runToEnd(launchUtility, service)),
		end: async () => {
			closing();
			await place.close();
		},
		over: () => app.quit(),
	});
	const trouble = (error: unknown) => {
		note(`the end went wrong: ${String(error)}`);
		app.exit(1);
	};
	app.on("before-quit", (event) => {
		if (leaving.isOver()) return;
		event.preventDefault();
		leaving.ask().catch(trouble);
	});
	for (const window of BrowserWindow.getAllWindows()) {
		window.on("close", (event) => {
			if (leaving.isOver()) return;
			event.preventDefault();
			app.quit();
		});
	}
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
		process.on(signal, () => void leaving.close().catch(trouble));
}
