/** Writes the stand-in as Electron's own distribution lies: an executable `electron` and what it needs beside it. */
import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
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

/** Where the fuses of a binary are found, and nine of them as Electron ships them: 1 on, 0 off. */
const FUSES = Buffer.concat([
	Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
	Buffer.from([1, 9]),
	Buffer.from("101100110"),
]);

/** A distribution that can be packaged: with all that a packager looks for, fuses too. */
export async function buildDistribution(folder: string, version: string): Promise<void> {
	const executable = await buildHost(folder);
	// The shell never reads so far: it has become Node by then.
	appendFileSync(executable, Buffer.concat([Buffer.from("\n"), FUSES, Buffer.from("\n")]));
	writeFileSync(join(folder, "version"), version);
	for (const [part, file] of [
		["locales", "en-US.pak"],
		["resources", "README"],
		[".", "LICENSE"],
		[".", "chrome-sandbox"],
	] as const) {
		mkdirSync(join(folder, part), { recursive: true });
		writeFileSync(join(folder, part, file), "of the stand-in\n");
	}
}
