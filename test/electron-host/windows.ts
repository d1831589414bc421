/** `BrowserWindow` and its `webContents`: a target of Chromium each. Windows that give a page too much are refused. */
import { EventEmitter } from "node:events";
import { app } from "./app.ts";
import type { Fields, Session } from "./chromium.ts";
import { HostEvent } from "./host-event.ts";
import { permissionsFor, saveFor } from "./permissions.ts";
import { fromLoopback, toLoopback } from "./schemes.ts";

interface Bounds {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}
interface Preferences {
	readonly sandbox?: boolean;
	readonly contextIsolation?: boolean;
	readonly nodeIntegration?: boolean;
	readonly webSecurity?: boolean;
	readonly preload?: string;
}
type OpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };

const OPENS = "standInOpens";
/** As in Electron, a page opens no window: it asks, and gets nothing. Runs before the page's own scripts. */
const asksToOpen = `{
	const ask = globalThis.${OPENS};
	delete globalThis.${OPENS};
	globalThis.open = (url = "about:blank") => { ask(new URL(url, location.href).href); return null; };
	addEventListener("click", (event) => {
		const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement);
		if (link === undefined || event.defaultPrevented || !["_blank", "_new"].includes(link.target)) return;
		event.preventDefault();
		ask(link.href);
	});
}`;

const all = new Map<string, BrowserWindow>();

export class WebContents extends EventEmitter {
	targetId = "";
	#session: Session | null = null;
	#url = "";
	#openHandler: OpenHandler = () => ({ action: "allow" });
	/** Addresses that the app itself asked for: they raise no will-navigate. */
	readonly #ours = new Set<string>();
	readonly #window: BrowserWindow;
	constructor(window: BrowserWindow) {
		super();
		this.#window = window;
	}

	async open(bounds: Bounds): Promise<void> {
		const { browser } = app;
		await permissionsFor(browser);
		const { targetId } = await browser.send("Target.createTarget", { url: "about:blank", newWindow: true, ...bounds });
		this.targetId = String(targetId);
		all.set(this.targetId, this.#window);
		const session = await browser.attach(this.targetId);
		this.#session = session;
		session.on("Page.frameNavigated", ({ frame }: { frame: Fields }) => {
			if (frame.parentId !== undefined) return;
			this.#url = fromLoopback(`${frame.url}${frame.urlFragment ?? ""}`);
			this.emit("did-navigate", new HostEvent(), this.#url);
		});
		session.on("Page.navigatedWithinDocument", ({ url }: Fields) => {
			this.#url = fromLoopback(String(url));
			this.emit("did-navigate-in-page", new HostEvent(), this.#url, true);
		});
		session.on("Fetch.requestPaused", (paused: Fields) => void this.#mayLoad(session, paused));
		session.on("Runtime.bindingCalled", ({ name, payload }: Fields) => {
			if (name !== OPENS) return;
			const url = String(payload);
			if (this.#openHandler({ url: fromLoopback(url) }).action === "deny") return;
			void browser.send("Target.createTarget", { url: toLoopback(url), newWindow: true });
		});
		await session.send("Runtime.enable");
		await session.send("Runtime.addBinding", { name: OPENS });
		await session.send("Page.addScriptToEvaluateOnNewDocument", { source: asksToOpen });
		browser.on("Target.targetDestroyed", (gone: Fields) => {
			if (gone.targetId === this.targetId) this.#window.gone();
		});
		session.on("Inspector.targetCrashed", () =>
			this.emit("render-process-gone", new HostEvent(), { reason: "crashed", exitCode: 5 }),
		);
		session.on("Page.loadEventFired", () => this.emit("did-finish-load", new HostEvent()));
		await session.send("Inspector.enable");
		await saveFor(browser, session);
		await session.send("Page.enable");
		await session.send("Fetch.enable", { patterns: [{ urlPattern: "*", resourceType: "Document" }] });
	}

	async #mayLoad(session: Session, paused: Fields): Promise<void> {
		const { url, urlFragment = "" } = paused.request as { url: string; urlFragment?: string };
		const event = new HostEvent(fromLoopback(url + urlFragment));
		const isFrame = paused.frameId !== this.targetId;
		if (isFrame || !this.#ours.delete(url)) {
			this.emit("will-frame-navigate", event);
			if (!isFrame) this.emit("will-navigate", event, event.url);
		}
		const { requestId } = paused;
		const answer = event.defaultPrevented
			? session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" })
			: session.send("Fetch.continueRequest", { requestId });
		await answer.catch(() => undefined);
	}

	async loadURL(url: string): Promise<void> {
		await this.#window.opened;
		const loopback = toLoopback(url);
		const [address = ""] = loopback.split("#");
		const [current] = toLoopback(this.#url || "about:blank").split("#");
		// A new fragment alone loads nothing.
		if (!loopback.includes("#") || current !== address) this.#ours.add(address);
		await this.#session?.send("Page.navigate", { url: loopback });
	}

	getURL(): string {
		return this.#url;
	}
	setWindowOpenHandler(handler: OpenHandler): void {
		this.#openHandler = handler;
	}
	isDestroyed(): boolean {
		return this.#window.isDestroyed();
	}
	close(): void {
		this.#window.close();
	}
	forcefullyCrashRenderer(): void {
		void this.#session?.send("Page.crash").catch(() => undefined);
	}
	reload(): void {
		void this.#session?.send("Page.reload");
	}
}

export class BrowserWindow extends EventEmitter {
	readonly webContents: WebContents;
	readonly opened: Promise<void>;
	#bounds: Bounds;
	#maximized = false;
	#minimized = false;
	#destroyed = false;
	focused = 0;

	constructor(options: Partial<Bounds> & { readonly webPreferences?: Preferences }) {
		super();
		const { sandbox, contextIsolation, nodeIntegration, webSecurity, preload } = options.webPreferences ?? {};
		const safe = sandbox !== false && contextIsolation !== false && nodeIntegration !== true && webSecurity !== false;
		if (!safe || preload !== undefined) throw new Error("This window would give its page more than the design allows");
		const { x = 0, y = 0, width = 800, height = 600 } = options;
		this.#bounds = { x, y, width, height };
		this.webContents = new WebContents(this);
		app.emit("web-contents-created", new HostEvent(), this.webContents);
		app.windows.add(this);
		this.opened = this.webContents.open(this.#bounds);
		this.opened.catch((error: unknown) => {
			process.stderr.write(`the window cannot be opened: ${String(error)}\n`);
			app.exit(1);
		});
	}

	static getAllWindows(): BrowserWindow[] {
		return [...app.windows].filter((window) => window instanceof BrowserWindow);
	}
	static fromWebContents(contents: WebContents | null): BrowserWindow | null {
		return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
	}

	loadURL(url: string): Promise<void> {
		return this.webContents.loadURL(url);
	}
	getBounds(): Bounds {
		return this.#bounds;
	}
	getNormalBounds(): Bounds {
		return this.#bounds;
	}
	setBounds(bounds: Partial<Bounds>): void {
		this.#bounds = { ...this.#bounds, ...bounds };
		this.emit("resize");
	}
	isMaximized(): boolean {
		return this.#maximized;
	}
	maximize(): void {
		this.#maximized = true;
	}
	isMinimized(): boolean {
		return this.#minimized;
	}
	minimize(): void {
		this.#minimized = true;
	}
	restore(): void {
		this.#minimized = false;
	}
	show(): void {
		// Headless: there is nothing to show.
	}
	focus(): void {
		this.focused++;
	}
	setBackgroundColor(): void {
		// Not seen before the page draws, and never asked for.
	}
	isDestroyed(): boolean {
		return this.#destroyed;
	}
	close(): void {
		this.requestClose();
	}

	requestClose(): boolean {
		const event = new HostEvent();
		this.emit("close", event);
		if (event.defaultPrevented) return false;
		void app.browser.send("Target.closeTarget", { targetId: this.webContents.targetId }).catch(() => undefined);
		this.gone();
		return true;
	}

	gone(): void {
		if (this.#destroyed) return;
		this.#destroyed = true;
		all.delete(this.webContents.targetId);
		this.emit("closed");
		app.windowClosed(this);
	}
}

export const webContents = {
	fromDevToolsTargetId: (id: string): WebContents | null => all.get(id)?.webContents ?? null,
};
