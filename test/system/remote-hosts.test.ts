/** A host over ssh, through a real sshd on loopback: watched, a mail released through it, and first contact. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openHosts } from "../../electron/desk/hosts.ts";
import { openHostFile } from "../../electron/desk/remembered.ts";
import { silentLog } from "../../shared/base/log.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";
import { eventually } from "./peers/eventually.ts";
import { useRemote } from "./peers/remote.ts";
import { noSshServer } from "./peers/ssh-server.ts";

describe.skipIf(noSshServer() !== null)("a host over ssh", () => {
	const remote = useRemote();

	test("is watched live, and a mail that waits there is approved through it", async () => {
		const host = await remote.addGood();
		expect(host).toMatchObject({ kind: "ssh", address: remote.ssh.address(remote.daemon.management), removable: true });
		const ticks: unknown[] = [];
		remote.desk.hosts.listen({
			onFrame: (_, frame) => {
				if (frame.name === "tick") ticks.push(frame.frame);
			},
			onHosts: () => undefined,
		});
		const postfix = await connectPolicy(remote.daemon.policy);
		const mail = { sender: "alice@example.net", recipient: "bob@dest.test" };
		expect(await postfix.ask(mail)).toMatch(/DEFER|450/);
		await eventually("a tick that counts the mail", 15, () =>
			ticks.some((tick) => (tick as { triplets: { waiting: number } }).triplets.waiting === 1),
		);
		const path = `/hosts/${host.id}/v1/triplets/approve`;
		const approved = await remote.desk.page("POST", path, { mail, reason: "on the telephone" });
		expect([approved.status, JSON.parse(approved.text).count]).toEqual([200, 1]);
		expect(await postfix.ask(mail)).not.toMatch(/DEFER|450/);
		postfix.close();
	});

	test("is remembered, reached again by the next desk, and nothing is left when it is forgotten", async () => {
		const { id } = await remote.addGood();
		const config = join(remote.desk.folder, "config");
		const again = await openHosts(openHostFile(config, silentLog), { log: silentLog, now: () => Date.now() });
		expect(again.list()).toMatchObject([{ id, kind: "ssh", address: remote.ssh.address(remote.daemon.management) }]);
		await eventually("live from the next desk too", 15, () => again.list()[0]?.link === "live");
		await again.close();
		expect((await remote.desk.page("DELETE", `/desk/hosts/${id}`)).status).toBe(200);
		expect(remote.ssh.clients()).toEqual([]);
		expect(remote.ssh.localEnds()).toEqual([]);
	});

	test.each(["mx1", "behind"])("is found by its name in ~/.ssh/config, behind a jump host too: %s", async (name) => {
		const here = `  HostName 127.0.0.1\n  Port ${remote.ssh.port}`;
		remote.ssh.configure(`Host mx1\n${here}\nHost behind\n${here}\n  ProxyJump mx1`);
		const { status, problem, host } = await remote.add(`ssh://${name}${remote.daemon.management}`);
		expect([status, problem.detail]).toEqual([200, undefined]);
		// Named as it was typed, whatever it calls itself.
		expect(host.name).toBe(name);
		await remote.until("live");
		expect((await remote.desk.page("DELETE", `/desk/hosts/${host.id}`)).status).toBe(200);
		expect(remote.ssh.clients()).toEqual([]);
		remote.ssh.configure("");
	});

	describe("met for the first time", () => {
		test.each([
			["in plain", "", /^\[127\.0\.0\.1\]:\d+ ssh-ed25519 /],
			["hashed where the configuration hashes", "HashKnownHosts yes", /^\|1\|/],
		])("its key is shown to compare, and trusted by the second call alone, %s", async (_, line, written) => {
			rmSync(remote.ssh.knownHosts);
			remote.ssh.configure(line);
			const address = remote.ssh.address(remote.daemon.management);
			const first = await remote.add(address);
			expect([first.status, first.problem.trouble?.kind]).toEqual([409, "unknown-key"]);
			const keys = first.problem.trouble?.keys ?? [];
			expect(keys.map(({ type }) => type)).toEqual(["ED25519", "RSA"]);
			expect(keys.map(({ fingerprint }) => fingerprint)).toEqual(remote.ssh.fingerprints());
			expect(existsSync(remote.ssh.knownHosts)).toBe(false);

			const wrong = await remote.add(address, { fingerprint: `SHA256:${"A".repeat(43)}` });
			expect([wrong.status, wrong.problem.detail]).toEqual([409, expect.stringMatching(/nothing was trusted/)]);
			expect(existsSync(remote.ssh.knownHosts)).toBe(false);

			const second = await remote.add(address, { fingerprint: keys[0]?.fingerprint });
			expect([second.status, second.problem.detail]).toEqual([200, undefined]);
			const lines = readFileSync(remote.ssh.knownHosts, "utf8").trim().split("\n");
			expect(lines).toHaveLength(1);
			expect(lines[0]).toMatch(written);
			const found = execFileSync("ssh-keygen", ["-F", `[127.0.0.1]:${remote.ssh.port}`, "-f", remote.ssh.knownHosts], {
				encoding: "utf8",
			});
			expect(found).toContain("ssh-ed25519");
			remote.ssh.configure("");
			await remote.until("live");
		});

		test("a host that is known here and whose key was forgotten comes back by comparing again", async () => {
			const { id } = await remote.addGood();
			rmSync(remote.ssh.knownHosts);
			await remote.ssh.restart();
			const gone = await remote.until("gone", "unknown-key");
			expect(gone.problem?.keys.map(({ fingerprint }) => fingerprint)).toEqual(remote.ssh.fingerprints());
			const again = await remote.add(gone.address, { fingerprint: remote.ssh.fingerprints()[0] });
			expect(again.host.id).toBe(id);
			await remote.until("live");
		});
	});

	test("whose key has changed is refused with a warning, and the very command that mends it", async () => {
		const other = join(remote.ssh.folder, "other");
		execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", other]);
		const [type, key] = readFileSync(`${other}.pub`, "utf8").split(" ");
		writeFileSync(remote.ssh.knownHosts, `[127.0.0.1]:${remote.ssh.port} ${type} ${key}\n`);
		const trouble = await remote.refusal(remote.ssh.address(remote.daemon.management));
		expect(trouble).toMatchObject({ kind: "changed-key", words: expect.stringMatching(/WARNING.*CHANGED/) });
		expect(trouble.words).toContain(remote.ssh.fingerprints()[0]);
		expect(trouble.command).toBe(`ssh-keygen -f ${remote.ssh.knownHosts} -R '[127.0.0.1]:${remote.ssh.port}'`);
		const again = await remote.add(remote.ssh.address(remote.daemon.management), {
			fingerprint: remote.ssh.fingerprints()[0],
		});
		expect(again.problem.trouble?.kind, "a changed key is never accepted by comparing").toBe("changed-key");

		remote.ssh.trust();
		writeFileSync(remote.ssh.knownHosts, `[127.0.0.1]:${remote.ssh.port} ${type} ${key}\n`);
		execFileSync("sh", ["-c", trouble.command ?? "false"], { stdio: "ignore" });
		expect((await remote.add(remote.ssh.address(remote.daemon.management))).problem.trouble?.kind).toBe("unknown-key");
	});
});
