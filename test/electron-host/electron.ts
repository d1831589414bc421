/**
 * A stand-in for the module `electron`, for tests where its binary cannot be had: the main program runs in Node, its
 * windows are pages of the distribution's Chromium. It knows what `electron/main` uses and nothing more, and cannot
 * show what only the real one can: its sandbox, fuses, real menus, trays and notifications. Never shipped.
 */
// biome-ignore-all lint/performance/noBarrelFile: it stands for a module that has these names
import { seen } from "./parts.ts";

export { app } from "./app.ts";
export { Menu, MenuItem } from "./menus.ts";
export {
	clipboard,
	dialog,
	Notification,
	nativeTheme,
	powerMonitor,
	screen,
	shell,
	Tray,
	utilityProcess,
} from "./parts.ts";
export { session } from "./permissions.ts";
export { protocol } from "./schemes.ts";
export { BrowserWindow, webContents } from "./windows.ts";

globalThis.standIn = seen;
