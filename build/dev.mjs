// `npm run dev`: the app with sample traffic, rebuilt and restarted when a source changes. No mail server is needed.
// The page is built again on a change of renderer/ or shared/; the app on a change of electron/ or shared/.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { isBuilt } from "./build.mjs";
import { checkNode, installLibraries } from "./setup.mjs";
import { giveUp, root, say } from "./words.mjs";

checkNode();
await installLibraries();
if (!(await isBuilt())) giveUp("The build failed; the words above name the file.");

/** @param {string[]} args */
function greydesk(args) {
	return spawn(process.execPath, [join(root, "out", "greydesk.mjs"), ...args], { stdio: "inherit" });
}

let app = greydesk(["open", ...process.argv.slice(2)]);
say("Watching shared/, electron/ and renderer/; Ctrl-C ends.");

/** Editors write a file several times: one rebuild answers them all. @type {NodeJS.Timeout | undefined} */
let soon;
for (const folder of ["shared", "electron", "renderer"]) {
	watch(join(root, folder), { recursive: true }, () => {
		clearTimeout(soon);
		soon = setTimeout(() => void again(), 300);
	});
}

async function again() {
	if (!(await isBuilt())) return;
	app.kill("SIGTERM");
	if (app.exitCode === null && app.signalCode === null) await once(app, "exit");
	app = greydesk(["open", ...process.argv.slice(2)]);
}
