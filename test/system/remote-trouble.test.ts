/** Every way in which a host over ssh cannot be used, each with its word and its mend: a real sshd on loopback. */
import { chmodSync, linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freePort } from "./peers/ports.ts";
import { useRemote } from "./peers/remote.ts";
import { noSshServer } from "./peers/ssh-server.ts";

describe.skipIf(noSshServer() !== null)("a host over ssh cannot be used", () => {
	const remote = useRemote();

	test("where none of the keys is accepted", async () => {
		remote.ssh.authorize(false);
		const trouble = await remote.refusal(remote.ssh.address(remote.daemon.management));
		remote.ssh.authorize(true);
		expect(trouble).toMatchObject({ kind: "key-refused", command: `ssh-copy-id -p ${remote.ssh.port} 127.0.0.1` });
	});

	test("where the name has no address", async () => {
		const trouble = await remote.refusal("ssh://mx1.invalid");
		expect(trouble).toMatchObject({ kind: "no-name", words: expect.stringContaining("mx1.invalid") });
	});

	test("where nobody listens", async () => {
		const port = await freePort();
		const trouble = await remote.refusal(`ssh://127.0.0.1:${port}`);
		expect(trouble).toMatchObject({ kind: "refused", command: `ssh -p ${port} 127.0.0.1 true` });
	});

	test("where somebody listens and says nothing", async () => {
		const mute = createServer().listen(0, "127.0.0.1");
		await new Promise((resolve) => mute.once("listening", resolve));
		const { port } = mute.address() as { port: number };
		const trouble = await remote.refusal(`ssh://127.0.0.1:${port}`);
		mute.close();
		expect(trouble).toMatchObject({ kind: "timed-out", mend: expect.stringMatching(/firewall/) });
	});

	test("where there is no ssh program on this computer", async () => {
		process.env.PATH = join(remote.ssh.folder, "home");
		const trouble = await remote.refusal(remote.ssh.address(remote.daemon.management));
		process.env.PATH = remote.ssh.env.PATH;
		expect(trouble).toMatchObject({ kind: "no-ssh", command: expect.stringContaining("openssh-client") });
	});

	test("where sshd forbids the forwarding", async () => {
		await remote.ssh.restart("AllowStreamLocalForwarding no");
		const trouble = await remote.refusal(remote.ssh.address(remote.daemon.management));
		await remote.ssh.restart();
		expect(trouble.kind).toBe("forwarding-forbidden");
		expect(trouble.mend).toContain("AllowStreamLocalForwarding yes");
	});

	test("where there is no shell to look with, it is said as not known", async () => {
		await remote.ssh.restart("ForceCommand /bin/false");
		const trouble = await remote.refusal(remote.ssh.address(`${remote.daemon.management}.not`));
		const { status } = await remote.add(remote.ssh.address(remote.daemon.management));
		await remote.ssh.restart();
		expect(trouble).toMatchObject({ kind: "no-socket", words: expect.stringMatching(/does not tell which/) });
		expect(status, "and where all is well, no shell is needed").toBe(200);
	});

	test("where the socket is missing, forbidden, abandoned, or something else", async () => {
		const at = (name: string) => join(remote.ssh.folder, name);
		const server = createServer();
		const listen = (path: string) => new Promise<void>((resolve) => void server.listen(path, resolve));
		await listen(at("kept.sock"));
		linkSync(at("kept.sock"), at("left.sock"));
		chmodSync(at("kept.sock"), 0);
		mkdirSync(at("closed"), { mode: 0o700 });
		writeFileSync(at("file"), "");
		chmodSync(at("closed"), 0);
		expect(await remote.refusal(remote.ssh.address(at("missing.sock")))).toMatchObject({
			kind: "no-socket",
			command: `ssh -p ${remote.ssh.port} 127.0.0.1 ls -l ${at("missing.sock")}`,
		});
		expect(await remote.refusal(remote.ssh.address(at("kept.sock")))).toMatchObject({
			kind: "no-permission",
			mend: expect.stringMatching(/group.*viewer\.sock/),
		});
		expect((await remote.refusal(remote.ssh.address(at("closed/m.sock")))).kind).toBe("no-permission");
		expect((await remote.refusal(remote.ssh.address(at("file")))).kind).toBe("not-greydesk");
		chmodSync(at("left.sock"), 0o600);
		await new Promise((resolve) => server.close(resolve));
		expect(await remote.refusal(remote.ssh.address(at("left.sock")))).toMatchObject({
			kind: "no-daemon",
			words: expect.stringMatching(/has stopped/),
		});
		rmSync(at("closed"), { recursive: true });
	});

	test.each([
		[1, "not-greydesk", /not a greydesk daemon/],
		[0, "other-contract", /older/],
		[2, "other-contract", /newer/],
	])("where another program answers, or a daemon of another contract: %i", async (contract, kind, words) => {
		const product = contract === 1 ? "other" : "greydesk";
		const path = join(remote.ssh.folder, "other.sock");
		const server = createHttpServer((_, reply) => reply.end(JSON.stringify({ product, version: "9", contract })));
		await new Promise<void>((resolve) => void server.listen(path, resolve));
		const trouble = await remote.refusal(remote.ssh.address(path));
		await new Promise((resolve) => server.close(resolve));
		expect(trouble).toMatchObject({ kind, words: expect.stringMatching(words) });
	});
});
