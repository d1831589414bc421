// Finds the browser the app's tests and screenshots run in: $CHROMIUM, else a Chromium or Chrome on the path.
// Playwright's own downloads are not used: the tests run in the browser the distribution ships.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The path of the browser, or null where there is none. */
export function findChromium() {
	const given = process.env.CHROMIUM;
	if (given !== undefined && given !== "") return isProgram(given) ? given : null;
	for (const folder of (process.env.PATH ?? "").split(delimiter)) {
		for (const name of names) if (isProgram(join(folder, name))) return join(folder, name);
	}
	return null;
}

/** For headless runs: no sandbox only where Chromium refuses one (root), nothing that calls home. */
export const chromiumFlags = [
	...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** @param {string} path */
function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
