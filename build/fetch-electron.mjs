// Electron's binary, fetched once by Electron's own installer: for `npm start` where the app could use it and the place
// it lies at can be reached, and never in the way, for without it the app opens in a browser; for packages in any case.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, say, stillBusy } from "./words.mjs";

const library = join(root, "node_modules", "electron");
const REACHED_MS = 3000;
/** Wishes that end in no window. */
const windowless = ["--browser", "--no-launch", "--help", "-h"];

/** @param {readonly string[]} words what `greydesk open` is told @param {NodeJS.ProcessEnv} [env] */
export async function fetchElectron(words, env = process.env) {
	if (!wanted(words, env)) return;
	const trouble = await fetchBinary(env, "(GREYDESK_ELECTRON=no goes without.)");
	if (trouble !== null) say(trouble);
}

/**
 * Fetches it where it is not there yet; resolves to why that is not possible, or null.
 * @param {NodeJS.ProcessEnv} env @param {string} [besides] said with the announcement
 * @returns {Promise<string | null>}
 */
export async function fetchBinary(env, besides = "") {
	if (isThere()) return null;
	const { version } = JSON.parse(readFileSync(join(library, "package.json"), "utf8"));
	const trouble = env.ELECTRON_MIRROR === undefined ? await whyUnreachable(version) : null;
	if (trouble !== null) return `Electron cannot be fetched from here (${trouble}).`;
	say(`Fetching Electron ${version}, about 120 MB, once. ${besides}`.trimEnd());
	const done = stillBusy("still fetching");
	const code = await run(process.execPath, [join(library, "install.js")]);
	done();
	return code === 0 ? null : "Electron could not be fetched; its own words stand above.";
}

/** @param {readonly string[]} words @param {NodeJS.ProcessEnv} env */
function wanted(words, env) {
	if (env.GREYDESK_ELECTRON === "no" || (env.ELECTRON_OVERRIDE_DIST_PATH ?? "") !== "") return false;
	if (words.some((word) => windowless.includes(word)) || process.getuid?.() === 0) return false;
	return process.platform !== "linux" || (env.DISPLAY ?? "") !== "" || (env.WAYLAND_DISPLAY ?? "") !== "";
}

/** Asking the library itself would begin a download. */
function isThere() {
	const named = join(library, "path.txt");
	return existsSync(named) && existsSync(join(library, "dist", readFileSync(named, "utf8").trim()));
}

/** @param {string} version @returns {Promise<string | null>} */
async function whyUnreachable(version) {
	const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
	try {
		const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(REACHED_MS) });
		return answer.ok ? null : `github.com answers ${answer.status}`;
	} catch (error) {
		return error instanceof Error && error.name === "TimeoutError"
			? "github.com does not answer"
			: "no way to github.com";
	}
}
