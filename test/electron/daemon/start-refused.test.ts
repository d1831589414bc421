/** A daemon that cannot start says why within a moment, in one sentence with the mend, and leaves nothing behind. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundled } from "../../fixtures/bundled.ts";
import { greydesk } from "../../fixtures/command.ts";
import { startDaemon } from "../../fixtures/daemon.ts";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-refused-"));
	mkdirSync(join(folder, "shut"), { mode: 0o500 });
	writeFileSync(join(folder, "file"), "a letter");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const daemon = (...words: readonly string[]) => greydesk(["daemon", "--policy", "127.0.0.1:0", ...words]);

describe("a daemon is refused, and says what to do, where", () => {
	test.runIf(process.platform === "linux")("its folder lies on a file system that takes none", async () => {
		for (const data of ["/proc/nope", "/proc/nope/deeper"]) {
			const ran = await daemon("--data", data);
			expect([ran.code, ran.out]).toEqual([1, ""]);
			expect(ran.err).toMatch(/\/proc\/nope.* takes no new folders: name another folder with --data/);
		}
	});

	test("a file stands in the way of its folder", async () => {
		for (const data of [join(folder, "file"), join(folder, "file", "below")]) {
			const ran = await daemon("--data", data);
			expect([ran.code, ran.out]).toEqual([1, ""]);
			expect(ran.err).toMatch(/is not a folder, or lies below a file: name a folder with --data/);
		}
	});

	test("its folder has a longer path than a socket may have; it is not even made", async () => {
		const long = join(folder, "x".repeat(108 - folder.length));
		for (const words of [
			["--data", long],
			["--data", folder, "--management", `unix:${long}/s`],
		]) {
			const ran = await daemon(...words);
			expect([ran.code, ran.out]).toEqual([ran.code === 2 ? 2 : 1, ""]);
			expect(ran.err).toMatch(/at most 107: choose a shorter folder/);
		}
		expect(existsSync(long)).toBe(false);
	});

	test("its port is taken: nothing is written, and the --shadow of its first start is not used up", async () => {
		const data = join(folder, "late");
		const taken = createServer().listen(0, "127.0.0.1");
		await once(taken, "listening");
		const { port } = taken.address() as AddressInfo;
		const ran = await greydesk(["daemon", "--data", data, "--policy", `127.0.0.1:${port}`]);
		taken.close();
		expect([ran.code, ran.out, existsSync(data)]).toEqual([1, "", false]);
		expect(ran.err.trim().split("\n")).toHaveLength(1);
		expect(ran.err).toContain(`127.0.0.1:${port} is taken by another program`);
	});

	test("its management socket is in use; the next start with --shadow still begins by watching", async () => {
		const data = join(folder, "second");
		const other = createServer().listen(join(folder, "other.sock"));
		await once(other, "listening");
		const ran = await daemon("--data", data, "--management", `unix:${join(folder, "other.sock")}`);
		other.close();
		expect([ran.code, ran.out]).toEqual([1, ""]);
		expect(ran.err).toContain("Another daemon answers on");
		const later = await startDaemon({ folder: data, words: ["--shadow"] });
		expect((await greydesk(["status", "--host", `unix:${later.management}`])).out).toMatch(/^Mode +shadow/m);
		expect(await later.stop()).toBe(0);
	});

	test("its folder may not be written by this user", async () => {
		const ran = await asNobody(["daemon", "--policy", "127.0.0.1:0", "--data", join(folder, "shut")]);
		expect([ran.code, ran.out]).toEqual([1, ""]);
		expect(ran.err).toMatch(/shut may not be written by this user: make it writable/);
	});
});

/** Root may write everywhere: then another user tries, on a copy of the program that this one may read. */
async function asNobody(words: readonly string[]) {
	if (process.getuid?.() !== 0) return greydesk(words);
	const program = join(folder, "program");
	cpSync(bundled(), program, { recursive: true });
	for (const path of [folder, program]) chmodSync(path, 0o755);
	const child = spawn(process.execPath, [join(program, "greydesk.mjs"), ...words], { uid: 65_534, gid: 65_534 });
	let [out, err] = ["", ""];
	child.stdout.on("data", (text) => {
		out += text;
	});
	child.stderr.on("data", (text) => {
		err += text;
	});
	const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
	return { code, out, err };
}
