/** `session.defaultSession`: what the app grants is told to Chromium, so that a page sees it as in Electron. */
import type { Browser } from "./chromium.ts";

type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = (contents: null, permission: string) => boolean;

let onRequest: RequestHandler | null = null;
let onCheck: CheckHandler | null = null;

export const session = {
	defaultSession: {
		setPermissionRequestHandler(handler: RequestHandler) {
			onRequest = handler;
		},
		setPermissionCheckHandler(handler: CheckHandler) {
			onCheck = handler;
		},
		setDevicePermissionHandler() {
			// Chromium without a window offers no device.
		},
	},
};

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
