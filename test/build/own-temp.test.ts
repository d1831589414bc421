/** What tests leave in the temporary folder is gone with their run, whether it passed, failed or was ended. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const runner = join(root, "node_modules", "@playwright", "test", "cli.js");
let folder: string;

const config = `import { defineConfig } from "@playwright/test";
import { ownTempOnce } from ${JSON.stringify(join(root, "build", "own-temp.ts"))};
ownTempOnce();
const config = defineConfig({ outputDir: "results", workers: 2, fullyParallel: true, reporter: "line" });
export { config as default };
`;
const spec = `import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
test("fails", () => {
	process.stdout.write("<" + mkdtempSync(join(tmpdir(), "left-")) + ">");
	expect(1).toBe(2);
});
test("takes its time", async () => {
	process.stdout.write("<" + mkdtempSync(join(tmpdir(), "left-")) + ">");
	if (process.env.TAKES_ITS_TIME === "yes") await new Promise(() => setTimeout(() => undefined, 50_000));
});
`;

beforeAll(() => {
	// Below the project, where its libraries are found.
	mkdirSync(join(root, "out"), { recursive: true });
	folder = mkdtempSync(join(root, "out", "own-temp-"));
	writeFileSync(join(folder, "playwright.config.ts"), config);
	writeFileSync(join(folder, "leaves.spec.ts"), spec);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
	["fails", "no"],
	["is ended in the middle", "yes"],
])("of a run that %s", async (_, takesItsTime) => {
	const { GREYDESK_TESTS_TEMP: ours, ...rest } = process.env;
	const env = { ...rest, TAKES_ITS_TIME: takesItsTime };
	const run = spawn(process.execPath, [runner, "test", "-c", folder], { env, stdio: ["ignore", "pipe", "pipe"] });
	const ended = once(run, "exit");
	let text = "";
	run.stdout.setEncoding("utf8").on("data", (part: string) => {
		text += part;
	});
	const left = () => [...text.matchAll(/<(\/[^>]+)>/g)].map(([, path = ""]) => path);
	if (takesItsTime === "yes") {
		await expect.poll(left, { timeout: 30_000 }).toHaveLength(2);
		for (const path of left()) expect(existsSync(path)).toBe(true);
		run.kill("SIGINT");
	}
	expect((await ended)[0]).not.toBe(0);
	const folders = new Set(left().map(dirname));
	expect([left().length, folders.size]).toEqual([2, 1]);
	for (const path of folders) expect([path, existsSync(path)]).toEqual([path, false]);
	if (ours !== undefined) expect(existsSync(ours)).toBe(true);
});
