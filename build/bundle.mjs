// Bundles what runs on Node into out/: the command with its workers, and Electron's entry. `node build/bundle.mjs`.
// The outputs need no node_modules; sql.js's wasm lies beside them.
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** Entry points, by the name of the file they become. */
const entries = {
	greydesk: "electron/cli/main.ts",
	"history-worker": "electron/daemon/history/worker-main.ts",
	"snapshot-worker": "electron/daemon/ledger/snapshot-worker.ts",
	"erase-worker": "electron/daemon/erase/worker.ts",
	main: "electron/main/main.ts",
};

// Dependencies written for CommonJS find here what an ES module does not have.
const banner = `#!/usr/bin/env node
import { createRequire as greydeskRequire } from "node:module";
import { fileURLToPath as greydeskPath } from "node:url";
const require = greydeskRequire(import.meta.url);
const __filename = greydeskPath(import.meta.url);
const __dirname = greydeskPath(new URL(".", import.meta.url));`;

/** Writes the bundles; throws with esbuild's words where a source does not compile. */
export async function bundle(into = join(root, "out")) {
	const esbuild = await import("esbuild");
	await mkdir(into, { recursive: true });
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: entries,
		outdir: into,
		outExtension: { ".js": ".mjs" },
		bundle: true,
		platform: "node",
		target: "node20",
		format: "esm",
		external: ["electron"],
		banner: { js: banner },
		legalComments: "none",
		logLevel: "warning",
	});
	await copyFile(require.resolve("sql.js/dist/sql-wasm.wasm"), join(into, "sql-wasm.wasm"));
	for (const icon of ["tray.png", "tray@2x.png"]) await copyFile(join(root, "build", "icons", icon), join(into, icon));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	// esbuild has said by then what is wrong and where.
	await bundle().catch(() => {
		process.exitCode = 1;
	});
}
