/** Writes the stand-in as Electron's own distribution lies: an executable `electron` and what it needs beside it. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;

/** `folder/electron` can be run, renamed and copied with its neighbours. Returns its path. */
export async function buildHost(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	await build({
		entryPoints: ["electron", "run", "utility"].map((name) => join(here, `${name}.ts`)),
		outdir: folder,
		outExtension: { ".js": ".cjs" },
		bundle: true,
		platform: "node",
		target: "node20",
		format: "cjs",
		external: ["original-fs"],
		define: { "import.meta.dirname": "__dirname", "import.meta.url": "undefined" },
		logLevel: "error",
	});
	const executable = join(folder, "electron");
	const find = 'self=$(readlink -f "$0")';
	const run = `exec "${process.execPath}" "$(dirname "$self")/run.cjs" "$@"`;
	writeFileSync(
		executable,
		`#!/bin/sh\n# A stand-in for tests, see test/electron-host.\n${find}\nexport ELECTRON_HOST_SELF="$self"\n${run}\n`,
	);
	chmodSync(executable, 0o755);
	return executable;
}
