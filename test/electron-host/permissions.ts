/**
 * `session.defaultSession`: what the app grants is told to Chromium, so that a page sees it as in Electron; and what a
 * page saves goes where a person would put it.
 */
import { EventEmitter } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Fields, Session } from "./chromium.ts";
import { HostEvent } from "./host-event.ts";
import { seen } from "./parts.ts";
import { fromLoopback } from "./schemes.ts";

type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: null, permission: string) => boolean;

let onRequest: RequestHandler | null = null;
let onCheck: CheckHandler | null = null;

const defaultSession = new EventEmitter();

export const session = {
	defaultSession: Object.assign(defaultSession, {
		setPermissionRequestHandler(handler: RequestHandler) {
			onRequest = handler;
		},
		setPermissionCheckHandler(handler: CheckHandler) {
			onCheck = handler;
		},
		setDevicePermissionHandler() {
			// Chromium without a window offers no device.
		},
	}),
};

/** Each thing that a page saves: asked for, then written where `seen.saveTo` says. */
export async function saveFor(browser: Browser, page: Session): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-saved-"));
	process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
	await browser.send("Browser.setDownloadBehavior", {
		behavior: "allowAndName",
		downloadPath: folder,
		eventsEnabled: true,
	});
	page.on("Page.downloadWillBegin", ({ guid, url, suggestedFilename }: Fields) => {
		const event = new HostEvent();
		const item = {
			getURL: () => String(url).replace(/^blob:(.*)$/, (_, inner: string) => `blob:${fromLoopback(inner)}`),
			getFilename: () => String(suggestedFilename),
			setSaveDialogOptions: () => undefined,
		};
		defaultSession.emit("will-download", event, item);
		if (event.defaultPrevented) void browser.send("Browser.cancelDownload", { guid }).catch(() => undefined);
	});
	page.on("Page.downloadProgress", ({ guid, state }: Fields) => {
		if (state === "completed" && seen.saveTo !== null) copyFileSync(join(folder, String(guid)), seen.saveTo);
	});
}

/** Names by Electron, and by Chromium where they differ. */
const permissions = [
	["geolocation", "geolocation"],
	["notifications", "notifications"],
	["media", "camera"],
	["media", "microphone"],
	["midi", "midi"],
	["clipboard-read", "clipboard-read"],
	["clipboard-sanitized-write", "clipboard-write"],
] as const;

/** An app that answers none of them grants all, as Electron does. */
export async function permissionsFor(browser: Browser): Promise<void> {
	for (const [name, chromiums] of permissions) {
		let asked = onRequest === null;
		onRequest?.(null, name, (granted) => {
			asked = granted;
		});
		const granted = asked && (onCheck?.(null, name) ?? true);
		await browser.send("Browser.setPermission", {
			permission: { name: chromiums },
			setting: granted ? "granted" : "denied",
		});
	}
}
