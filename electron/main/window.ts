/** The one window: where it stood, in the system's colours, with a page that is mended where it ends. */
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { groundOf, keepPlace, openPage, type Ways, windowLook } from "../desk/app-window.ts";
import { mendPage } from "../desk/page-mending.ts";
import type { WindowFile } from "../desk/window-state.ts";
import { showBox } from "./box.ts";

export interface AppWindow extends Ways {
	readonly window: BrowserWindow;
}

/** `hash`: the view that is shown first; null: the page's own choice. */
export function openWindow(kept: WindowFile, hash: string | null): AppWindow {
	const screens = screen.getAllDisplays().map((display) => display.workArea);
	const dark = () => nativeTheme.shouldUseDarkColors;
	const window = new BrowserWindow(windowLook(kept.get(), { screens, dark: dark(), devTools: !app.isPackaged }));
	nativeTheme.on("updated", () => window.setBackgroundColor(groundOf(dark())));
	keepPlace(window, kept);
	mendPage(window, showBox, () => app.quit());
	return { window, ...openPage(window, hash) };
}
