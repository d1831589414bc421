/**
 * The stand-in's executable: `electron [switches] APP [words]`, or without APP the `resources/app.asar` beside it. The
 * name `electron` leads to our module, in CommonJS and in modules alike. Where a test runner asks for it (`--inspect`),
 * Node's inspector is opened as Electron does.
 */
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import inspector from "node:inspector";
import Module from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const host = join(__dirname, "electron.cjs");
const words = process.argv.slice(2);

interface Resolver {
	_resolveFilename(name: string, ...more: readonly unknown[]): string;
}
const resolver = Module as unknown as Resolver;
const before = resolver._resolveFilename;
resolver._resolveFilename = function (name, ...more) {
	return name === "electron" ? host : before.call(this, name, ...more);
};
const hook = `export async function resolve(name, context, next) { return name === "electron"
	? { url: ${JSON.stringify(pathToFileURL(host).href)}, format: "commonjs", shortCircuit: true } : next(name, context); }`;
Module.register(`data:text/javascript,${encodeURIComponent(hook)}`);

if (words.some((word) => word.startsWith("--inspect"))) inspector.open(0, "127.0.0.1", false);
Object.assign(globalThis, { __playwright_run: () => undefined });
// As Electron has it: the executable, then every word it was given.
process.argv = [process.env.ELECTRON_HOST_SELF ?? "electron", ...words];

const { app } = require(host) as typeof import("./electron.ts");
start().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	process.exit(1);
});

async function start(): Promise<void> {
	const sealed = join(__dirname, "resources", "app.asar");
	app.isPackaged = existsSync(sealed);
	const main = app.isPackaged ? unsealed(sealed) : mainOf(words.find((word) => !word.startsWith("-")) ?? ".");
	await import(pathToFileURL(main).href);
	await app.start();
}

/**
 * Electron reads its archive in place; Node cannot, so it is unpacked for as long as we run, and lies beside what was
 * never sealed, as it does where it was installed.
 */
function unsealed(archive: string): string {
	const asar = require("@electron/asar") as typeof import("@electron/asar");
	const folder = mkdtempSync(join(tmpdir(), "greydesk-unsealed-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	const opened = join(folder, "app.asar");
	for (const name of asar.listPackage(archive, { isPack: true })) {
		const [, how, path = ""] = /^(\w+) *: \/(.*)$/.exec(name) ?? [];
		const isFile = how === "pack" && "size" in asar.statFile(archive, path);
		if (!isFile) continue;
		mkdirSync(dirname(join(opened, path)), { recursive: true });
		writeFileSync(join(opened, path), asar.extractFile(archive, path));
	}
	symlinkSync(`${archive}.unpacked`, `${opened}.unpacked`);
	return mainOf(opened);
}

function mainOf(given: string): string {
	const path = resolve(given);
	if (!statSync(path).isDirectory()) return path;
	const { main } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as { readonly main: string };
	return join(path, main);
}
