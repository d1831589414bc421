import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectPolicy, policyRequest } from "../../fixtures/policy-client.ts";

const built = mkdtempSync(join(tmpdir(), "greydesk-bug-"));
const program = join(built, "daemon-with-a-bug.mjs");
const require = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

beforeAll(async () => {
	await build({
		entryPoints: ["test/fixtures/daemon-with-a-bug.ts"],
		outfile: program,
		bundle: true,
		platform: "node",
		format: "esm",
		banner: { js: require },
		logLevel: "error",
	});
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

describe("a daemon with a bug", () => {
	it.each(["now@example.com", "later@example.com"])(
		"answers %s DUNNO, logs a panic and ends with 70",
		async (sender) => {
			const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "pipe"] });
			let err = "";
			child.stderr.on("data", (text) => {
				err += text;
			});
			const ended = once(child, "close");
			const [said] = await once(child.stdout, "data");
			const client = await connectPolicy(String(said).trim().replace("ready policy=", ""));
			client.send(policyRequest({ sender }));
			expect(await client.answer()).toBe("DUNNO");
			expect(await ended).toEqual([70, null]);
			const panics = err.split("\n").filter((line) => line.includes('"level":"panic"'));
			expect(panics).toHaveLength(1);
			expect(JSON.parse(panics[0] ?? "{}")).toMatchObject({ words: "a bug for the test" });
		},
	);
});
