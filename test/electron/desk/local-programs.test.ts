/** What the desk starts on this machine: the embedded daemon, a browser, and the look for a Postfix. Real processes. */
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkHost } from "../../../electron/desk/check-host.ts";
import { runChild } from "../../../electron/desk/child-program.ts";
import { launchNode } from "../../../electron/desk/launch.ts";
import { launchBrowser } from "../../../electron/desk/launch-browser.ts";
import { type LocalDaemon, startLocalDaemon } from "../../../electron/desk/local-daemon.ts";
import { findPostfix } from "../../../electron/desk/postfix.ts";
import { silentLog } from "../../../shared/base/log.ts";

const program = fileURLToPath(new URL("../../../out/greydesk.mjs", import.meta.url));

let folder: string;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "greydesk-local-"));
	closing = [];
});
afterEach(async () => {
	for (const close of closing.reverse()) await close();
	await rm(folder, { recursive: true, force: true });
});

async function soon<T>(ask: () => Promise<T | null> | T | null, words: string): Promise<T> {
	for (let wait = 0; wait < 300; wait++) {
		const answer = await ask();
		if (answer !== null) return answer;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`not within fifteen seconds: ${words}`);
}

/** An executable script of the shell. */
async function script(name: string, text: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, `#!/bin/sh\n${text}\n`);
	await chmod(path, 0o755);
	return path;
}

describe("the embedded daemon", () => {
	const start = (): LocalDaemon => {
		const tools = { log: silentLog, now: () => Date.now() };
		const dataDir = join(folder, "data");
		const daemon = startLocalDaemon({
			...tools,
			dataDir,
			program,
			launch: launchNode,
			onChange: () => undefined,
			onReady: () => undefined,
		});
		closing.push(() => daemon.stop());
		return daemon;
	};
	const hello = (daemon: LocalDaemon) => async () => {
		const said = await checkHost(daemon.socket);
		return said.ok ? said.value : null;
	};
	/** Whether we hold the port or another program does, it is taken. */
	const takePort = () =>
		new Promise<Server>((resolve) => {
			const server = createServer();
			server.once("error", () => resolve(server));
			server.listen(10_023, "127.0.0.1", () => resolve(server));
		});

	test("answers, is used by a second desk instead of another one, and ends with the desk that started it", async () => {
		const first = start();
		await soon(hello(first), "the daemon answers");
		const address = await soon(first.policyAddress, "the policy address");
		expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
		const second = start();
		expect(await soon(second.policyAddress, "the second desk's policy address")).toBe(address);
		expect(second.address()).toMatch(/running already/);
		await second.stop();
		expect(await hello(first)()).not.toBe(null);
		await first.stop();
		expect(await hello(first)()).toBe(null);
	});

	test("takes another port where 10023 is taken, and says so", async () => {
		const server = await takePort();
		closing.push(async () => server.close());
		const daemon = start();
		const address = await soon(daemon.policyAddress, "the policy address");
		expect(address).not.toBe("127.0.0.1:10023");
		expect(daemon.address()).toMatch(/10023 is taken/);
	});
});

describe("a child that ends by itself", () => {
	test("is started again, and its last words are told", async () => {
		const runs = join(folder, "runs");
		const code = `require("fs").appendFileSync(${JSON.stringify(runs)}, "x"); console.error('{"words":"no room"}'); process.exit(3)`;
		const child = runChild({
			log: silentLog,
			name: "the daemon",
			launch: launchNode,
			command: async () => ["-e", code],
			onLine: () => undefined,
			onChange: () => undefined,
		});
		closing.push(() => child.stop());
		const problem = await soon(child.problem, "a problem");
		expect(problem).toMatchObject({
			kind: "ended",
			words: "The daemon ended with status 3 (no room); it is started again in 0.5 s.",
		});
		await soon(async () => ((await readFile(runs, "utf8")).length >= 2 ? true : null), "a second run");
		await child.stop();
	});

	test("that takes its time to end is waited for", async () => {
		let ready = false;
		const code = `process.on("SIGTERM", () => setTimeout(() => process.exit(0), 200)); console.log("up"); setInterval(() => 0, 1000)`;
		const child = runChild({
			log: silentLog,
			name: "the daemon",
			launch: launchNode,
			command: async () => ["-e", code],
			onLine: () => {
				ready = true;
			},
			onChange: () => undefined,
		});
		await soon(() => (ready ? true : null), "up");
		const pid = child.pid() ?? 0;
		await child.stop();
		expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
	});
});

describe("opening a browser", () => {
	const environment = () => ({ PATH: folder, DISPLAY: ":0" });

	test("takes a Chromium as a window of its own", async () => {
		await script("chromium", `echo "$@" > ${folder}/asked; sleep 2`);
		const { opened, words } = await launchBrowser("http://127.0.0.1:1/#code=x", {
			...environment(),
			PATH: `${folder}:/bin`,
		});
		expect([opened, words]).toEqual([true, "Opened in a window of Chromium"]);
		expect(await readFile(`${folder}/asked`, "utf8")).toBe("--app=http://127.0.0.1:1/#code=x\n");
	});

	test("takes the next where one fails, and says which and why", async () => {
		await script("chromium", "exit 1");
		await script("xdg-open", "exit 0");
		expect(await launchBrowser("http://127.0.0.1:1/", environment())).toMatchObject({
			opened: true,
			words: expect.stringMatching(/desktop's browser: neither/),
		});
	});

	test("opens nothing where there is no browser or no screen, and says so", async () => {
		expect(await launchBrowser("http://x/", environment())).toMatchObject({
			opened: false,
			words: expect.stringMatching(/No browser/),
		});
		await script("chromium", "exit 0");
		expect(await launchBrowser("http://x/", { PATH: folder })).toMatchObject({
			opened: false,
			words: expect.stringMatching(/no screen/),
		});
	});
});

describe("the look for a Postfix", () => {
	test("finds one and its version, one that cannot be asked, and none", async () => {
		const good = await script("postconf", 'echo "mail_version = 3.7.11"');
		const mute = await script("mute", "exit 1");
		expect(await findPostfix([good])).toEqual({ version: "3.7.11" });
		expect(await findPostfix([`${folder}/none`, mute])).toEqual({ version: null });
		expect(await findPostfix([`${folder}/none`])).toBe(null);
	});
});
