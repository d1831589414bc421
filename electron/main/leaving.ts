/**
 * The way out: the window's close, the menu, the tray and signals all come here. While a Postfix relies on the engine
 * of this app, it is asked first what shall happen; then everything that was started here is ended in order.
 */
import { app, BrowserWindow, dialog } from "electron";
import { askedBeforeLeaving, type LeavingQuestion } from "../desk/leaving.ts";
import type { Workplace } from "../desk/workplace.ts";
import { launchUtility } from "./launch-utility.ts";

export interface LeavingParts {
	readonly place: Workplace;
	readonly dataDir: string;
	/** The bundled command. */
	readonly program: string;
	readonly note: (words: string) => void;
	readonly closing: () => void;
}

export function leaveInOrder(parts: LeavingParts): void {
	const { place, note } = parts;
	let state: "here" | "asking" | "closing" | "closed" = "here";

	const close = async () => {
		if (state === "closing" || state === "closed") return;
		state = "closing";
		parts.closing();
		await place.close();
		state = "closed";
		app.quit();
	};
	const leave = async () => {
		if (state !== "here") return;
		state = "asking";
		const question = place.daemon.ours() ? await askedBeforeLeaving(place.daemon.socket) : null;
		if (question === null || (await mayGo(question, parts))) await close();
		else state = "here";
	};
	const trouble = (error: unknown) => {
		note(`the end went wrong: ${String(error)}`);
		app.exit(1);
	};
	app.on("before-quit", (event) => {
		if (state === "closed") return;
		event.preventDefault();
		leave().catch(trouble);
	});
	for (const window of BrowserWindow.getAllWindows()) {
		window.on("close", (event) => {
			if (state === "closed") return;
			event.preventDefault();
			app.quit();
		});
	}
	// Whoever ends us by a signal is not there to be asked.
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void close().catch(trouble));
}

async function mayGo({ title, detail }: LeavingQuestion, parts: LeavingParts): Promise<boolean> {
	const buttons = ["Stay", "Install as a Service, Then Quit", "Quit"];
	const asked = {
		type: "question" as const,
		title: "Greydesk",
		message: title,
		detail,
		buttons,
		defaultId: 0,
		cancelId: 0,
	};
	const { response } = await dialog.showMessageBox(asked);
	if (response !== 1) return response === 2;
	const { words, done } = await installService(parts);
	const said = {
		type: "info" as const,
		title: "Greydesk",
		message: done ? "The service is installed" : "No service was installed",
	};
	await dialog.showMessageBox({ ...said, detail: words, buttons: ["OK"] });
	return done;
}

/** As the person at this desk would type it; the service takes over when the engine of the app has ended. */
function installService({
	dataDir,
	program,
}: LeavingParts): Promise<{ readonly words: string; readonly done: boolean }> {
	const child = launchUtility([program, "service", "install", "--user", "--data", dataDir]);
	let words = "";
	const hear = (part: Buffer) => {
		words = (words + part.toString()).slice(0, 4000);
	};
	child.output?.on("data", hear);
	child.errors?.on("data", hear);
	return new Promise((resolve) => child.onEnd((how) => resolve({ words, done: how === "ended with status 0" })));
}
