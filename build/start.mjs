// `npm start`: from a fresh clone to the open app. Installs and builds what is missing, telling so in words, then
// is the command `greydesk open`; whatever stands behind `npm start --` is passed on to it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildIfStale } from "./build.mjs";
import { fetchElectron } from "./fetch-electron.mjs";
import { checkNode, installLibraries } from "./setup.mjs";
import { root } from "./words.mjs";

checkNode();
await installLibraries();
await buildIfStale();
await fetchElectron(process.argv.slice(2));

// In this same process, so that Ctrl-C and SIGTERM reach the app and not a parent that would leave it behind.
const command = join(root, "out", "greydesk.mjs");
process.argv = [process.execPath, command, "open", ...process.argv.slice(2)];
await import(pathToFileURL(command).href);
