/**
 * Whether Electron's binary is there, without side effects: asking the npm package `electron` for it would begin a
 * download. Looked for where a developer names it, where the npm package keeps it, and where our own package is
 * installed (`resources/app.asar.unpacked/out` beside the executable).
 */
import { accessSync, constants, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface ElectronBinary {
	readonly path: string;
	/** What to start in it; null where the binary holds the app itself. */
	readonly main: string | null;
}

/** The executable of our packages; `greydesk` is the command. */
export const PACKAGED_NAME = "greydesk-app";

/** `out`: the folder of the bundles. */
export function findElectron(out: string, env: NodeJS.ProcessEnv): ElectronBinary | null {
	const main = join(out, "main.mjs");
	const unsealed = dirname(out);
	if (basename(unsealed) === "app.asar.unpacked") {
		const packaged = join(dirname(dirname(unsealed)), PACKAGED_NAME);
		return runs(packaged) ? { path: packaged, main: null } : null;
	}
	const given = env.ELECTRON_OVERRIDE_DIST_PATH;
	if (given !== undefined && given !== "") {
		const named = join(given, "electron");
		return runs(named) ? { path: named, main } : null;
	}
	const library = join(dirname(out), "node_modules", "electron");
	const inside = textOf(join(library, "path.txt"));
	const installed = inside === null ? null : join(library, "dist", inside);
	return installed !== null && runs(installed) ? { path: installed, main } : null;
}

function textOf(path: string): string | null {
	try {
		return readFileSync(path, "utf8").trim();
	} catch {
		return null;
	}
}

function runs(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
