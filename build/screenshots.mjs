// `npm run screenshots`: pictures of every state of the page with real sample traffic, into out/screenshots/.
import { join } from "node:path";
import { buildIfStale } from "./build.mjs";
import { checkNode, installLibraries } from "./setup.mjs";
import { root, run } from "./words.mjs";

checkNode();
await installLibraries();
await buildIfStale();
const args = ["test", "-c", "build/screenshots.config.ts", ...process.argv.slice(2)];
process.exitCode = await run(join(root, "node_modules", ".bin", "playwright"), args);
