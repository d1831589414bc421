/** The command over ssh: `greydesk status --host ssh://…`, and that nothing is left of it or of a desk, killed or not. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { status } from "../../shared/protocol/system-routes.ts";
import { greydesk, readJson, start } from "../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";
import { eventually } from "./peers/eventually.ts";
import { noSshServer, type SshServer, startSshServer } from "./peers/ssh-server.ts";

describe.skipIf(noSshServer() !== null)("the command over ssh", () => {
	let ssh: SshServer;
	let daemon: TestDaemon;
	beforeAll(async () => {
		ssh = await startSshServer();
		daemon = await startDaemon();
	});
	afterAll(async () => {
		await daemon?.stop();
		await ssh?.stop();
	});
	beforeEach(() => ssh.trust());
	afterEach(async () => {
		await eventually(`nothing is left (${ssh.clients().join("; ")})`, 10, () => nothingLeft());
	});
	const nothingLeft = () => ssh.clients().length === 0 && ssh.localEnds().length === 0;
	const run = (...words: string[]) => greydesk([...words, "--host", ssh.address(daemon.management)], { env: ssh.env });

	test("tells how a daemon is, and acts on it", async () => {
		const told = readJson(status.reply, await run("status", "--json"));
		expect(told.mode).toBe("enforce");
		const acted = await run("pass-all", "10m");
		expect([acted.code, acted.err]).toEqual([0, expect.stringMatching(/greydesk undo .* --host ssh:\/\//)]);
		expect(readJson(status.reply, await run("status", "--json")).passAllUntilAt).not.toBe(null);
		expect((await run("pass-all", "off")).code).toBe(0);
	});

	test("names the host as it was typed, an alias of ~/.ssh/config, and as it calls itself beside it", async () => {
		ssh.configure(`Host mx-west\n  HostName 127.0.0.1\n  Port ${ssh.port}`);
		const told = await greydesk(["status", "--host", `ssh://mx-west${daemon.management}`], { env: ssh.env });
		ssh.configure("");
		expect([told.code, told.err]).toEqual([0, ""]);
		expect(told.out).toContain(`mx-west (it calls itself ${hostname()}), greydesk`);
	});

	test("ends with 3 and the fingerprints to compare where the host is new, and with the mend where it cannot be used", async () => {
		rmSync(ssh.knownHosts);
		const unknown = await run("status");
		expect(unknown.code).toBe(3);
		for (const fingerprint of ssh.fingerprints()) expect(unknown.err).toContain(fingerprint);
		expect(unknown.err).toContain(`Run: ssh -p ${ssh.port} 127.0.0.1`);
		ssh.trust();
		const missing = await greydesk(["status", "--host", ssh.address("/nowhere/m.sock")], { env: ssh.env });
		expect([missing.code, missing.err]).toEqual([3, expect.stringMatching(/no socket \/nowhere\/m\.sock.*ls -l/)]);
		const wrong = await greydesk(["status", "--host", "ssh://-oProxyCommand=id"], { env: ssh.env });
		expect([wrong.code, wrong.err]).toEqual([2, expect.stringMatching(/ssh:\/\/\[user@\]host/)]);
	});

	test("uses the keys of the user's agent", async () => {
		const socket = join(ssh.folder, "agent");
		const agent = execFileSync("ssh-agent", ["-s", "-a", socket], { encoding: "utf8" });
		const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]);
		const env = { ...ssh.env, SSH_AUTH_SOCK: socket };
		try {
			ssh.forgetKey(true);
			const without = await greydesk(["status", "--host", ssh.address(daemon.management)], { env });
			expect([without.code, without.err]).toEqual([3, expect.stringMatching(/accepts none of your keys.*ssh-copy-id/)]);
			execFileSync("ssh-add", ["-q", join(ssh.folder, "id")], { env: { ...process.env, ...env }, stdio: "ignore" });
			const loaded = await greydesk(["status", "--host", ssh.address(daemon.management)], { env });
			expect([loaded.code, loaded.err]).toEqual([0, ""]);
		} finally {
			ssh.forgetKey(false);
			process.kill(pid);
		}
	});

	test("watches, goes on after the way was cut, and leaves nothing when it is killed", async () => {
		const watching = await start(["watch", "--json", "--host", ssh.address(daemon.management)], { env: ssh.env });
		const postfix = await connectPolicy(daemon.policy);
		await eventually("connected", 10, ssh.connected);
		await eventually("the first mail is told", 20, async () => {
			await postfix.ask({ sender: "alice@example.net" });
			return watching.out().includes("alice@example.net");
		});
		await ssh.restart();
		await eventually("the cut is told", 20, () => watching.err().includes("Connected again"));
		await postfix.ask({ sender: "carol@example.net" });
		await watching.until(/carol@example\.net/);
		postfix.close();
		expect(nothingLeft()).toBe(false);
		watching.child.kill("SIGKILL");
		await watching.ended;
	});

	test("a desk that is killed takes its connections with it, and so does one that is closed", async () => {
		const config = join(ssh.folder, "config", "greydesk");
		mkdirSync(config, { recursive: true });
		const host = { id: "mx", name: "mx", address: ssh.address(daemon.management), colour: null, readOnly: false };
		writeFileSync(join(config, "desk.json"), JSON.stringify({ version: 2, hosts: [host], own: {} }));
		for (const signal of ["SIGKILL", "SIGTERM"] as const) {
			const words = ["open", "--browser", "--no-launch", "--port", "0", "--data", join(ssh.folder, "data")];
			const desk = await start(words, { env: ssh.env });
			await eventually("connected", 20, ssh.connected);
			desk.child.kill(signal);
			await desk.ended;
			await eventually(`nothing is left after ${signal}`, 10, nothingLeft);
		}
	});
});
