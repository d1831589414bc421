/** A page that ended or hangs is told in words, and can be had anew; the engine is another process and goes on. */
import { pageGone, pageStuck, type ShowBox } from "./boxes.ts";

/** Of Electron's `BrowserWindow`, what is mended here. */
export interface MendedWindow {
	on(event: "unresponsive", tell: () => void): unknown;
	readonly webContents: {
		on(event: "render-process-gone", tell: (event: object, about: { readonly reason: string }) => void): unknown;
		on(event: "did-finish-load", tell: () => void): unknown;
		reload(): void;
		forcefullyCrashRenderer(): void;
	};
}

/** `quit`: what the person chose instead of a new page. */
export function mendPage(window: MendedWindow, ask: ShowBox, quit: () => void): void {
	const page = window.webContents;
	let ending = false;
	page.on("render-process-gone", (_, { reason }) => {
		if (ending) page.reload();
		else if (reason !== "clean-exit")
			void ask(pageGone(reason)).then((button) => (button === 0 ? page.reload() : quit()));
	});
	page.on("did-finish-load", () => {
		ending = false;
	});
	window.on("unresponsive", () => {
		void ask(pageStuck).then((button) => {
			ending = button === 1;
			// A page that hangs hears no wish to be loaded anew.
			if (ending) page.forcefullyCrashRenderer();
		});
	});
}

/** A process of Chromium's that ended, in words; null where that is none of our news: the engine tells of itself. */
export function partGone({ type, reason }: { readonly type: string; readonly reason: string }): string | null {
	if (reason === "clean-exit" || type === "Utility") return null;
	return `Chromium's ${type} process ended (${reason}); it is started again`;
}
