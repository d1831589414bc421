/**
 * The one window, as far as it is no matter of Electron: what it is made with, that it stands where it stood, and the
 * ways to a view. The interfaces are the part of Electron's `BrowserWindow` that is needed.
 */
import { linkOf } from "../../shared/protocol/link.ts";
import { HOME } from "./app-scheme.ts";
import { type Bounds, onScreen, type WindowFile, type WindowState } from "./window-state.ts";

const SIZE = { width: 1280, height: 800, minWidth: 640, minHeight: 480 };
/** Moving and sizing tell many steps; the last one is kept. */
const SETTLED_MS = 500;

export interface Surroundings {
	/** The areas that windows may use. */
	readonly screens: readonly Bounds[];
	readonly dark: boolean;
	/** Whether the page may be looked into: not in a package. */
	readonly devTools: boolean;
}

/** What the window is made with: its place, where that can still be seen, and a page that gets nothing of Node. */
export function windowLook({ bounds }: Pick<WindowState, "bounds">, { screens, dark, devTools }: Surroundings) {
	return {
		...SIZE,
		...onScreen(bounds, screens),
		title: "Greydesk",
		backgroundColor: groundOf(dark),
		webPreferences: {
			sandbox: true,
			contextIsolation: true,
			nodeIntegration: false,
			webSecurity: true,
			spellcheck: false,
			devTools,
		},
	};
}

/** What is seen before the page draws: the page's own ground. */
export function groundOf(dark: boolean): string {
	return dark ? "#0f1216" : "#f5f6f8";
}

export interface PlacedWindow {
	on(event: "resize" | "move" | "close", tell: () => void): unknown;
	isDestroyed(): boolean;
	getNormalBounds(): Bounds;
	isMaximized(): boolean;
	maximize(): void;
}

/** Puts it back to full size if it was, and keeps where it stands from now on. */
export function keepPlace(window: PlacedWindow, kept: WindowFile): void {
	if (kept.get().maximized) window.maximize();
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

export interface ShownWindow {
	isMinimized(): boolean;
	restore(): void;
	show(): void;
	focus(): void;
	loadURL(url: string): Promise<void>;
	readonly webContents: { getURL(): string };
}

export interface Ways {
	focus(): void;
	/** Brings the window forward with the view of a fragment, such as `#/watch`. */
	go(hash: string): void;
	/** The `greydesk:` link that leads to what is shown. */
	link(): string;
}

/** Loads the page, with the view of a fragment where one is given. */
export function openPage(window: ShownWindow, hash: string | null): Ways {
	const load = (to: string) => {
		// One that is overtaken by the next is refused; what is shown then is the next one's.
		window.loadURL(HOME + to).catch(() => undefined);
	};
	const focus = () => {
		if (window.isMinimized()) window.restore();
		window.show();
		window.focus();
	};
	load(hash ?? "");
	return {
		focus,
		go(to) {
			focus();
			load(to);
		},
		link: () => linkOf(window.webContents.getURL().slice(HOME.length)),
	};
}
