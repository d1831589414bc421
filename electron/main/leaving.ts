/** The way out: the window's close, the menu, the tray and signals all come here, and the desk says what is asked. */
import { app, BrowserWindow, dialog, type MessageBoxOptions } from "electron";
import { askedBeforeLeaving, createLeaving, type LeavingQuestion } from "../desk/leaving.ts";
import type { Workplace } from "../desk/workplace.ts";
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
		mayGo: (question) => mayGo(question, service),
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

async function mayGo({ title, detail }: LeavingQuestion, service: readonly string[]): Promise<boolean> {
	const buttons = ["Stay", "Install as a Service, Then Quit", "Quit"];
	const asked: MessageBoxOptions = { type: "question", message: title, detail, buttons, defaultId: 0, cancelId: 0 };
	const { response } = await dialog.showMessageBox(asked);
	if (response !== 1) return response === 2;
	const { words, done } = await run(service);
	const message = done ? "The service is installed" : "No service was installed";
	await dialog.showMessageBox({ type: done ? "info" : "error", message, detail: words });
	return done;
}

/** Everything the program said, and whether it ended well. */
function run(program: readonly string[]): Promise<{ readonly words: string; readonly done: boolean }> {
	const child = launchUtility(program);
	let words = "";
	const hear = (part: Buffer) => {
		words = (words + part.toString()).slice(0, 4000);
	};
	child.output?.on("data", hear);
	child.errors?.on("data", hear);
	return new Promise((resolve) => child.onEnd((how) => resolve({ words, done: how === "ended with status 0" })));
}
