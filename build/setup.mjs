// What every script needs before it can begin: a Node that is new enough, and the libraries of package-lock.json.
// Uses nothing but Node itself, because nothing else is there yet on a fresh clone.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { giveUp, root, run, say, stillBusy } from "./words.mjs";

const lock = join(root, "package-lock.json");
const modules = join(root, "node_modules");
/** Tells which lock the libraries were installed from; npm removes it together with them. */
const stamp = join(modules, ".greydesk-lock");

/** Ends with words where this Node is older than package.json asks for. */
export function checkNode() {
	const wanted = /** @type {string} */ (
		JSON.parse(readFileSync(join(root, "package.json"), "utf8")).engines.node
	).replace(">=", "");
	if (isOlder(process.versions.node, wanted)) {
		giveUp(
			`Node ${wanted} or newer is needed, this is ${process.versions.node} (${process.execPath}). ` +
				"Debian 13 and Ubuntu 24.10 or newer bring one by `apt-get install nodejs npm`; else see https://nodejs.org/.",
		);
	}
}

/** @param {string} has @param {string} wanted both as `major.minor.patch` */
function isOlder(has, wanted) {
	const [major = 0, minor = 0] = has.split(".").map(Number);
	const [wantedMajor = 0, wantedMinor = 0] = wanted.split(".").map(Number);
	return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

/** Installs the libraries where they are missing or belong to another lock; ends with words where that fails. */
export async function installLibraries() {
	const hash = createHash("sha256").update(readFileSync(lock)).digest("hex");
	if (isInstalled(hash)) return;
	say(
		existsSync(modules)
			? "The list of libraries has changed: installing again (npm ci), about half a minute."
			: "First start: installing libraries (npm ci), about half a minute, into this folder and npm's cache. The app itself keeps its data in ~/.local/state/greydesk and ~/.config/greydesk.",
	);
	const done = stillBusy("still installing");
	const code = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
	done();
	if (code === 127) giveUp("npm was not found. It comes with Node, or on Debian by `apt-get install npm`.");
	if (code !== 0)
		giveUp("npm could not install the libraries; its own words stand above. Is the npm registry reachable?");
	writeFileSync(stamp, hash);
	say("Libraries are installed.");
}

/** @param {string} hash of the lock */
function isInstalled(hash) {
	if (existsSync(stamp)) return readFileSync(stamp, "utf8") === hash;
	// Installed by hand: npm keeps its own copy of the lock, written when it was done.
	const own = join(modules, ".package-lock.json");
	return existsSync(own) && statSync(own).mtimeMs >= statSync(lock).mtimeMs;
}
