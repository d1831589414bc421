/** The way out of the app: the window's close, the menu, the tray and signals all come here, and are one. */
import { join } from "node:path";
import type { ShowBox } from "./boxes.ts";
import type { Launch } from "./launch.ts";
import { askedBeforeLeaving, createLeaving, mayLeave, runToEnd } from "./leaving.ts";
import type { Workplace } from "./workplace.ts";

interface Prevented {
	preventDefault(): void;
}

/** Of Electron's `app` and `BrowserWindow`, and of the process, what asks for the end. */
export interface Exits {
	readonly app: {
		on(event: "before-quit", tell: (event: Prevented) => void): unknown;
		quit(): void;
		exit(code: number): void;
	};
	readonly window: { on(event: "close", tell: (event: Prevented) => void): unknown };
	readonly signals: { on(name: "SIGINT" | "SIGTERM" | "SIGHUP", tell: () => void): unknown };
}

export interface WayOutParts {
	readonly place: { readonly daemon: Pick<Workplace["daemon"], "ours" | "socket">; close(): Promise<void> };
	readonly ask: ShowBox;
	readonly launch: Launch;
	/** Folder of the bundles, and that of the embedded daemon: what `service install` is told. */
	readonly out: string;
	readonly dataDir: string;
	readonly note: (words: string) => void;
	/** Called before all is ended. */
	readonly closing: () => void;
}

/** From now on nothing ends the app at once: who relies on the engine is thought of first, then all is ended in order. */
export function leaveInOrder({ app, window, signals }: Exits, parts: WayOutParts): void {
	const { place, ask, launch, out, dataDir, note, closing } = parts;
	const service = [join(out, "greydesk.mjs"), "service", "install", "--user", "--data", dataDir];
	const leaving = createLeaving({
		question: async () => (place.daemon.ours() ? askedBeforeLeaving(place.daemon.socket) : null),
		mayGo: (question) => mayLeave(question, ask, () => runToEnd(launch, service)),
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
	window.on("close", (event) => {
		if (leaving.isOver()) return;
		event.preventDefault();
		app.quit();
	});
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
		signals.on(signal, () => void leaving.close().catch(trouble));
}
