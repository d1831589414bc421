/** The one window: where it stood, in the system's colours, what becomes of a page that ends, and the ways to a view. */
import { app, BrowserWindow, nativeTheme, screen } from "electron";
import { linkOf } from "../../shared/protocol/link.ts";
import { pageGone, pageStuck } from "../desk/boxes.ts";
import { onScreen, type WindowFile } from "../desk/window-state.ts";
import { showBox } from "./box.ts";
import { HOME } from "./scheme.ts";

const SIZE = { width: 1280, height: 800, minWidth: 640, minHeight: 480 };
/** Moving and sizing tell many steps; the last one is kept. */
const SETTLED_MS = 500;

export interface AppWindow {
	readonly window: BrowserWindow;
	focus(): void;
	/** Shows the view of a fragment, such as `#/watch`. */
	go(hash: string): void;
	/** The `greydesk:` link that leads to what is shown. */
	link(): string;
}

export function openWindow(kept: WindowFile, hash: string | null): AppWindow {
	const areas = screen.getAllDisplays().map((display) => display.workArea);
	const window = new BrowserWindow({
		...SIZE,
		...onScreen(kept.get().bounds, areas),
		title: "Greydesk",
		backgroundColor: ground(),
		webPreferences: {
			sandbox: true,
			contextIsolation: true,
			nodeIntegration: false,
			webSecurity: true,
			spellcheck: false,
			devTools: !app.isPackaged,
		},
	});
	if (kept.get().maximized) window.maximize();
	nativeTheme.on("updated", () => window.setBackgroundColor(ground()));
	keepPlace(window, kept);
	mend(window);
	const focus = () => {
		if (window.isMinimized()) window.restore();
		window.show();
		window.focus();
	};
	const go = (to: string) => {
		focus();
		void window.loadURL(HOME + to);
	};
	void window.loadURL(HOME + (hash ?? ""));
	const link = () => linkOf(window.webContents.getURL().slice(HOME.length));
	return { window, focus, go, link };
}

function keepPlace(window: BrowserWindow, kept: WindowFile): void {
	let timer: NodeJS.Timeout | undefined;
	const keep = () => {
		clearTimeout(timer);
		if (!window.isDestroyed()) kept.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
	};
	const keepSoon = () => {
		clearTimeout(timer);
		timer = setTimeout(keep, SETTLED_MS);
	};
	window.on("resize", keepSoon);
	window.on("move", keepSoon);
	window.on("close", keep);
}

/** A page that ended or hangs is told in words; the engine is another process and goes on. */
function mend(window: BrowserWindow): void {
	const contents = window.webContents;
	let asked = false;
	contents.on("render-process-gone", (_, { reason }) => {
		if (asked) return contents.reload();
		if (reason === "clean-exit") return;
		void showBox(pageGone(reason)).then((button) => (button === 0 ? contents.reload() : app.quit()));
	});
	contents.on("did-finish-load", () => {
		asked = false;
	});
	window.on("unresponsive", () => {
		void showBox(pageStuck).then((button) => {
			asked = button === 1;
			if (asked) contents.forcefullyCrashRenderer();
		});
	});
}

/** What is seen before the page draws: the page's own ground. */
function ground(): string {
	return nativeTheme.shouldUseDarkColors ? "#0f1216" : "#f5f6f8";
}
