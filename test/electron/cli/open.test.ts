/** `greydesk open`: which way the app is opened, and that one line says which and why. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findElectron } from "../../../electron/desk/electron-binary.ts";
import { start } from "../../fixtures/command.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-open-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function script(path: string, text: string): void {
	mkdirSync(join(path, ".."), { recursive: true });
	writeFileSync(path, `#!/bin/sh\n${text}\n`);
	chmodSync(path, 0o755);
}

/** Homes, programs and a screen of this test alone. */
const world = (more: Readonly<Record<string, string>> = {}) => ({
	HOME: folder,
	XDG_CONFIG_HOME: join(folder, "config"),
	XDG_STATE_HOME: join(folder, "state"),
	PATH: `${join(folder, "bin")}:/bin:/usr/bin`,
	DISPLAY: ":99",
	ELECTRON_OVERRIDE_DIST_PATH: join(folder, "dist"),
	...more,
});
const open = (words: readonly string[], more: Readonly<Record<string, string>> = {}) =>
	start(["open", "--data", join(folder, "data"), ...words], { env: world(more) });

describe("with Electron's binary", () => {
	test("it is Electron that opens, with this folder, and ends the command when it ends", async () => {
		script(join(folder, "dist", "electron"), `echo "$@" > ${folder}/asked`);
		const { code, out, err } = await (await open([])).ended;
		expect({ code, out }).toEqual({ code: 0, out: "" });
		expect(err).toMatch(/^Opened in Electron: its binary is here/);
		expect(readFileSync(join(folder, "asked"), "utf8")).toMatch(
			new RegExp(`^\\S+/main\\.mjs --data=${join(folder, "data")}\n$`),
		);
	});

	test("a signal to the command ends it", async () => {
		const told = `require("fs").writeFileSync("${folder}/ended", ""); process.exit(0)`;
		const program = `process.on("SIGTERM", () => { ${told} }); console.log("up"); setInterval(() => 0, 1000)`;
		script(join(folder, "dist", "electron"), `exec ${process.execPath} -e '${program}'`);
		const running = await open([]);
		await running.until(/up/);
		running.child.kill("SIGTERM");
		expect((await running.ended).code).toBe(0);
		expect(existsSync(join(folder, "ended"))).toBe(true);
	});

	test("one that fails at once is followed by the browser, and the reason is told", async () => {
		script(join(folder, "dist", "electron"), "exit 133");
		script(join(folder, "bin", "chromium"), `echo "$@" > ${folder}/browsed; sleep 3`);
		const running = await open([]);
		await expect
			.poll(running.err, { timeout: 10_000 })
			.toMatch(/Opened in a window of Chromium \(Electron ended at once, with status 133\)/);
		expect(readFileSync(join(folder, "browsed"), "utf8")).toMatch(/^--app=http:\/\/127\.0\.0\.1:\d+\/#code=/);
		running.child.kill("SIGTERM");
		expect((await running.ended).code).toBe(0);
	});

	test("who asks for the browser, or for nothing to be opened, gets that", async () => {
		script(join(folder, "dist", "electron"), `touch ${folder}/asked`);
		for (const wish of ["--no-launch", "--browser"]) {
			script(join(folder, "bin", "chromium"), "exec sleep 3");
			const running = await open([wish]);
			if (wish === "--no-launch") await running.until(/^http:\/\/127\.0\.0\.1:\d+\/#code=/);
			else await expect.poll(running.err, { timeout: 10_000 }).toMatch(/^Opened in a window of Chromium$/m);
			running.child.kill("SIGTERM");
			await running.ended;
		}
		expect(existsSync(join(folder, "asked"))).toBe(false);
	});
});

test("without Electron a browser opens, and the line says why", async () => {
	script(join(folder, "bin", "chromium"), "exec sleep 3");
	const running = await open([]);
	await expect
		.poll(running.err, { timeout: 10_000 })
		.toMatch(/^Opened in a window of Chromium \(Electron's binary is not here\)$/m);
	running.child.kill("SIGTERM");
	await running.ended;
});

describe("on a machine", () => {
	/** No program but those of this test, and Node. */
	const bare = { PATH: "/nowhere" };

	test("with Firefox alone, that opens, and the line says why", async () => {
		script(join(folder, "bin", "firefox"), `echo "$@" > ${folder}/browsed; exec /bin/sleep 3`);
		const running = await open([], { PATH: join(folder, "bin") });
		const line =
			/^Opened in Firefox: no Chromium was found for a window of its own \(Electron's binary is not here\)$/m;
		await expect.poll(running.err, { timeout: 10_000 }).toMatch(line);
		expect(readFileSync(join(folder, "browsed"), "utf8")).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=/);
		running.child.kill("SIGTERM");
		await running.ended;
	});

	test.each([
		["without any browser", { DISPLAY: ":99" }, /No browser was found .*: open this address yourself/],
		[
			"without a screen",
			{ DISPLAY: "", WAYLAND_DISPLAY: "" },
			/There is no screen here .*: open this address yourself/,
		],
	])("%s, the address is printed, and the line says why", async (_, screen, line) => {
		const running = await open([], { ...bare, ...screen });
		await running.until(/^http:\/\/127\.0\.0\.1:\d+\/#code=\S+$/m);
		expect(running.err()).toMatch(line);
		running.child.kill("SIGTERM");
		expect((await running.ended).code).toBe(0);
	});
});

describe("the look for the binary", () => {
	const found = (out: string, env: Readonly<Record<string, string>> = {}) => findElectron(join(folder, out), env);

	test("finds what the npm package has installed, and believes no note of what is not there", () => {
		const library = join(folder, "node_modules", "electron");
		expect(found("out")).toBe(null);
		mkdirSync(library, { recursive: true });
		writeFileSync(join(library, "path.txt"), "electron");
		expect(found("out")).toBe(null);
		script(join(library, "dist", "electron"), "");
		expect(found("out")).toEqual({ path: join(library, "dist", "electron"), main: join(folder, "out", "main.mjs") });
	});

	test("finds the app that this command was installed with, and no other", () => {
		script(join(folder, "dist", "electron"), "");
		const out = "opt/Greydesk/resources/app.asar.unpacked/out";
		const other = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, "dist") };
		expect(found(out, other)).toBe(null);
		script(join(folder, "opt/Greydesk/greydesk-app"), "");
		expect(found(out, other)).toEqual({ path: join(folder, "opt/Greydesk/greydesk-app"), main: null });
	});
});
