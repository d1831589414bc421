/** The first words of `npm start` on a machine that has not what is needed. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");

test.each(["18.19.0", "20.9.0"])("Node %s is too old, and the words say which is needed", async (version) => {
	const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
	const script = `${pretend} await import("./build/start.mjs");`;
	const failed = await execute(process.execPath, ["--input-type=module", "-e", script], { cwd: root }).then(
		() => null,
		(trouble: { readonly code: number; readonly stderr: string }) => trouble,
	);
	expect(failed?.code).toBe(1);
	expect(failed?.stderr).toMatch(new RegExp(`^greydesk: Node 20\\.15 or newer is needed, this is ${version}`));
});
