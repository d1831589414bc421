/** The house from outside: what lies at the top, how long files are, what names may be, and that out/ stands alone. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { sourcesBelow } from "../../build/read-imports.ts";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");
const folders = ["shared", "electron", "renderer", "test", "build"];
const sources = folders.flatMap((folder) => sourcesBelow(root, folder));
const product = sources.filter((file) => !file.startsWith("test/") && !file.startsWith("build/"));
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

test("the top level holds what the design allows, and nothing else", () => {
	const documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"];
	const allowed = ["package.json", "package-lock.json", "tsconfig.json", ...folders, ...documents];
	const unversioned = ["node_modules", "out"];
	const found = readdirSync(root).filter((name) => !name.startsWith(".") && !unversioned.includes(name));
	expect(found.sort()).toEqual([...allowed].sort());
});

test("no source is longer than 300 lines", () => {
	expect(sources.filter((file) => textOf(file).split("\n").length > 301)).toEqual([]);
});

test("default exports are for configurations only", () => {
	const withDefault = sources.filter((file) => /^export default /m.test(textOf(file)));
	expect(withDefault.filter((file) => !/^build\/[a-z]+\.config\.ts$/.test(file))).toEqual([]);
});

test("files have kebab-case names, and none is a drawer for this and that", () => {
	const drawers = ["util", "utils", "helper", "helpers", "misc", "common", "lib", "types", "constants", "index"];
	const stem = (file: string) => basename(file).split(".")[0] ?? "";
	expect(sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/.test(basename(file)))).toEqual([]);
	expect(product.filter((file) => drawers.includes(stem(file)))).toEqual([]);
});

test("every source opens with a comment that says what it is for", () => {
	expect(product.filter((file) => !/^(#!.*\n)?\s*(\/\*\*?|\/\/)/.test(textOf(file)))).toEqual([]);
});

test("shared/ asks no clock and no dice", () => {
	const asks = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.|\bcrypto\.|\bprocess\./;
	expect(sources.filter((file) => file.startsWith("shared/") && asks.test(textOf(file)))).toEqual([]);
});

test("every library is pinned to one version, and the lock agrees", () => {
	const manifest = JSON.parse(textOf("package.json")) as { readonly devDependencies: Readonly<Record<string, string>> };
	const lock = JSON.parse(textOf("package-lock.json")) as {
		readonly packages: Readonly<Record<string, { readonly version?: string }>>;
	};
	for (const [name, version] of Object.entries(manifest.devDependencies)) {
		expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
		expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
	}
});

test("out/ needs no node_modules: the command tells its version from an empty folder", async () => {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-out-"));
	try {
		expect(existsSync(join(root, "out", "greydesk.mjs")), "out/ is missing: npm run build").toBe(true);
		cpSync(join(root, "out"), join(folder, "out"), { recursive: true });
		const { stdout } = await execute(process.execPath, ["out/greydesk.mjs", "--version"], { cwd: folder });
		expect(stdout).toContain((JSON.parse(textOf("package.json")) as { readonly version: string }).version);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
