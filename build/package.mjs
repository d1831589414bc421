// `node build/package.mjs [deb] [tar.gz] [AppImage] [--into DIR]`: packages of the app, from a build of now. Electron's
// distribution is the one of ELECTRON_OVERRIDE_DIST_PATH, else the installed one, which is fetched where it is missing.
// For deb and tar.gz the tools that electron-builder would download are stood in for by dpkg-deb and gzip.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { buildIfStale } from "./build.mjs";
import { fetchBinary } from "./fetch-electron.mjs";
import { manPage } from "./man.mjs";
import { packageConfig } from "./package-config.mjs";
import { checkNode, installLibraries } from "./setup.mjs";
import { giveUp, root, say } from "./words.mjs";

const words = process.argv.slice(2);
const at = words.indexOf("--into");
const into = resolve(
	at < 0 ? join(root, "out", "packages") : (words.splice(at, 2)[1] ?? giveUp("--into names a folder.")),
);
const targets = words.length === 0 ? ["deb", "tar.gz"] : words;

checkNode();
await installLibraries();
const electronDist = await distribution();
await buildIfStale();
// Only now: it comes from the libraries.
const { Arch, build, Platform } = await import("electron-builder");

const electronVersion = JSON.parse(readFileSync(join(root, "node_modules/electron/package.json"), "utf8")).version;
const tools = join(into, "tools");
mkdirSync(tools, { recursive: true });
const manual = join(tools, "greydesk.1.gz");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
writeFileSync(manual, gzipSync(await manPage(version), { level: 9 }));
const config = packageConfig({ into, electronVersion, electronDist, manual });
if (process.platform === "linux" && existsSync("/usr/bin/dpkg-deb")) withoutDownloads(tools);
const arch = process.arch === "arm64" ? Arch.arm64 : Arch.x64;
const written = await build({
	projectDir: root,
	config,
	publish: "never",
	targets: platform().createTarget(targets, arch),
}).catch((trouble) => giveUp(`No package was made: ${trouble instanceof Error ? trouble.message : trouble}`));
for (const file of written) say(`Written: ${file} (${(statSync(file).size / 1e6).toFixed(1)} MB)`);

async function distribution() {
	const given = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? "";
	if (given !== "") return existsSync(given) ? resolve(given) : giveUp(`${given} is not there.`);
	const trouble = await fetchBinary(process.env);
	const mend =
		"A package holds it: make one where github.com or a mirror (ELECTRON_MIRROR) can be reached, or name the folder of an unpacked Electron, as in ELECTRON_OVERRIDE_DIST_PATH=DIR npm run package.";
	return trouble === null ? join(root, "node_modules/electron/dist") : giveUp(`${trouble} ${mend}`);
}

function platform() {
	if (process.platform === "darwin") return Platform.MAC;
	return process.platform === "win32" ? Platform.WINDOWS : Platform.LINUX;
}

/** electron-builder takes tools that are named to it. @param {string} folder */
function withoutDownloads(folder) {
	/** @param {string} variable @param {string} name @param {string} line */
	const tool = (variable, name, line) => {
		if (process.env[variable] !== undefined) return;
		const path = join(folder, name);
		writeFileSync(path, `#!/bin/sh\n${line}\n`);
		chmodSync(path, 0o755);
		process.env[variable] = path;
	};
	tool("CUSTOM_FPM_PATH", "fpm", `exec "${process.execPath}" "${join(root, "build", "package-fpm.mjs")}" "$@"`);
	// It is asked for one thing: to compress the last word into the one before.
	tool("ELECTRON_BUILDER_7ZIP_PATH", "7za", `while [ $# -gt 2 ]; do shift; done\nexec gzip -9n < "$2" > "$1"`);
}
