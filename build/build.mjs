// Builds out/: the command with its workers (esbuild) and the page (Vite). `node build/build.mjs` always builds;
// `npm start` and `npm test` build only what is older than its sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, installLibraries } from "./setup.mjs";
import { giveUp, listen, root, say } from "./words.mjs";

const out = join(root, "out");
const stamp = join(out, ".built-from");
const sources = ["shared", "electron", "renderer", "build", "package-lock.json"];

/** Builds what is missing or old; ends the script where a source does not compile. */
export async function buildIfStale() {
	if (!(await isBuilt())) giveUp("The build failed; the words above name the file.");
}

/** Builds what is missing or old. False where a source does not compile; the compiler's words name it. */
export async function isBuilt() {
	const fingerprint = fingerprintOf(sources);
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint) return true;
	rmSync(stamp, { force: true });
	if (!(await build())) return false;
	writeFileSync(stamp, fingerprint);
	return true;
}

async function build() {
	say("Building the command and the page …");
	const startedAt = Date.now();
	const vite = ["node_modules/vite/bin/vite.js", "build", "-c", "build/vite.config.ts", "--logLevel", "warn"];
	// Two programs of their own: the compilers' memory does not stay with the app.
	const results = await Promise.all([listen(process.execPath, ["build/bundle.mjs"]), listen(process.execPath, vite)]);
	for (const { text } of results) process.stderr.write(text);
	if (results.some(({ code }) => code !== 0)) return false;
	say(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
	return true;
}

/** Changes whenever a source is added, removed, grows or is written. @param {readonly string[]} paths */
function fingerprintOf(paths) {
	const hash = createHash("sha256");
	for (const path of paths) {
		for (const file of filesUnder(join(root, path))) {
			const { size, mtimeMs } = statSync(file);
			hash.update(`${file} ${size} ${mtimeMs}\n`);
		}
	}
	return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	checkNode();
	await installLibraries();
	rmSync(stamp, { force: true });
	await buildIfStale();
}
