/**
 * Opens the address in a browser: a Chromium as a window of its own where there is one, else Firefox, else whatever
 * the desktop is set to. The address is a secret while its code is unused, and other users can read arguments of
 * processes: that is what the code's single use and thirty seconds are for.
 */
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

interface Way {
	readonly program: string;
	readonly args: (url: string) => readonly string[];
	readonly words: string;
}

const appWindow = (url: string) => [`--app=${url}`];
const plain = (url: string) => [url];
const ways: readonly Way[] = [
	{ program: "chromium", args: appWindow, words: "in a window of Chromium" },
	{ program: "chromium-browser", args: appWindow, words: "in a window of Chromium" },
	{ program: "google-chrome", args: appWindow, words: "in a window of Chrome" },
	{ program: "google-chrome-stable", args: appWindow, words: "in a window of Chrome" },
	{ program: "microsoft-edge", args: appWindow, words: "in a window of Edge" },
	{ program: "firefox", args: plain, words: "in Firefox: no Chromium was found for a window of its own" },
	{ program: "xdg-open", args: plain, words: "in this desktop's browser: neither Chromium nor Firefox was found" },
];

/** Says in one line what was opened and why; `opened` is false where there is nothing to open it with. */
export async function launchBrowser(
	url: string,
	env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly opened: boolean; readonly words: string }> {
	if (!hasScreen(env)) {
		return { opened: false, words: "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)" };
	}
	for (const way of ways) {
		const path = find(way.program, env);
		if (path !== null && (await start(path, way.args(url)))) return { opened: true, words: `Opened ${way.words}` };
	}
	return { opened: false, words: "No browser was found (chromium, google-chrome, firefox, xdg-open)" };
}

/** An empty variable names no screen either. */
export function hasScreen(env: NodeJS.ProcessEnv): boolean {
	return (env.DISPLAY ?? "") !== "" || (env.WAYLAND_DISPLAY ?? "") !== "";
}

function find(program: string, env: NodeJS.ProcessEnv): string | null {
	for (const folder of (env.PATH ?? "").split(delimiter)) {
		if (folder === "") continue;
		const path = join(folder, program);
		try {
			accessSync(path, constants.X_OK);
			return path;
		} catch {
			// Not here: the next folder.
		}
	}
	return null;
}

/** A browser that ends with an error within a second did not open. */
function start(path: string, args: readonly string[]): Promise<boolean> {
	return new Promise((resolve) => {
		const child = spawn(path, args, { stdio: "ignore", detached: true });
		const settle = setTimeout(() => {
			child.unref();
			resolve(true);
		}, 1000);
		child.once("error", () => {
			clearTimeout(settle);
			resolve(false);
		});
		child.once("exit", (code) => {
			clearTimeout(settle);
			resolve(code === 0);
		});
	});
}
