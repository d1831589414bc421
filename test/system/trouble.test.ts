/**
 * Trouble that a disk or a person makes while mail is asked about: mail flows, an alert or the status says what is
 * wrong, and nobody needs to know where to look. Real daemon, real port, real files.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { greydesk } from "../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";

let folder: string;
let mounted: boolean;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-trouble-"));
	mounted = false;
});
afterEach(() => {
	if (mounted) execFileSync("umount", ["-l", folder]);
	rmSync(folder, { recursive: true, force: true });
});

/** A file system of so many MiB at `folder`; false where this user may not mount one. */
function mountSmall(options: string): boolean {
	try {
		execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
		mounted = true;
	} catch {
		console.warn("NOT RUN: a full disk. Mounting a small tmpfs needs root and CAP_SYS_ADMIN.");
	}
	return mounted;
}

let mails = 0;
async function ask(daemon: TestDaemon, count: number): Promise<readonly string[]> {
	const client = await connectPolicy(daemon.policy);
	const answers: string[] = [];
	for (let one = 0; one < count; one++) {
		mails++;
		const recipient = `user-${mails}@${"long.".repeat(20)}example.org`;
		answers.push((await client.ask({ recipient, instance: `trouble.${mails}` })).split(" ")[0] ?? "");
	}
	client.close();
	return answers;
}

const status = async (daemon: TestDaemon) => (await greydesk(["status", "--host", `unix:${daemon.management}`])).out;

describe("mail goes on, and it is said", () => {
	test("where the disk is full, until there is room again", async ({ skip }) => {
		if (!mountSmall("size=1m")) return skip();
		const daemon = await startDaemon({ folder });
		let answers: readonly string[] = [];
		for (let round = 0; round < 60 && answers.at(-1) !== "DUNNO"; round++) answers = await ask(daemon, 100);
		expect(answers.at(-1)).toBe("DUNNO");
		await expect.poll(() => status(daemon), { timeout: 20_000 }).toMatch(/^Alerts +1:/m);
		expect(await status(daemon)).toMatch(/All mail passes unrecorded: .*no space is left/);
		expect(await status(daemon)).toMatch(/^Journal +everything passes unrecorded: .*no space is left/m);
		const refused = await greydesk(["pass-all", "5m", "--host", `unix:${daemon.management}`]);
		expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("no space is left")]);
		execFileSync("mount", ["-o", "remount,size=32m", folder]);
		// It is over after a calm minute (watch.test.ts); until then it says how it is.
		await expect.poll(() => status(daemon), { timeout: 20_000 }).toMatch(/passed unrecorded .*It is recorded again/);
		expect(await ask(daemon, 1)).toEqual(["DEFER_IF_PERMIT"]);
		expect(await daemon.stop()).toBe(0);
	});

	test("where a byte in the middle of a segment was damaged: the rest is known, and the lines are set aside", async () => {
		const first = await startDaemon({ folder });
		await ask(first, 200);
		await first.stop("SIGKILL");
		const traffic = join(folder, "traffic");
		const segment = join(traffic, readdirSync(traffic)[0] ?? "");
		const bytes = readFileSync(segment);
		bytes[statSync(segment).size >> 1] = 0x58;
		writeFileSync(segment, bytes);
		const daemon = await startDaemon({ folder });
		expect(await ask(daemon, 1)).toEqual(["DEFER_IF_PERMIT"]);
		const said = await status(daemon);
		expect(said).toMatch(/Lines of the journal were damaged and are set aside \(damaged\/\d+-\d+-\d+\)/);
		expect(Number(/^Triplets +(\d+) waiting/m.exec(said)?.[1])).toBeGreaterThanOrEqual(198);
		expect(await daemon.stop()).toBe(0);
	});

	test("where somebody deletes the history of a daemon that runs: lists answer, and it is there after the next start", async () => {
		const first = await startDaemon({ folder });
		await ask(first, 20);
		await first.stop();
		const second = await startDaemon({ folder });
		rmSync(join(folder, "history.sqlite"));
		expect(await ask(second, 5)).toEqual(Array(5).fill("DEFER_IF_PERMIT"));
		const listed = await greydesk(["triplets", "list", "--host", `unix:${second.management}`]);
		expect([listed.code, listed.err]).toEqual([0, "25 triplets\n"]);
		expect(await status(second)).toMatch(/^Alerts +none/m);
		expect(await second.stop()).toBe(0);
		expect(readdirSync(folder)).toContain("history.sqlite");
	});

	test("where SIGTERM comes under load: what was asked is answered, and known after the next start", async () => {
		const first = await startDaemon({ folder });
		const clients = await Promise.all(Array.from({ length: 8 }, () => connectPolicy(first.policy)));
		let deferred = 0;
		const asking = clients.map(async (client, number) => {
			for (let one = 0; one < 100_000; one++) {
				const recipient = `user-${number}-${one}@example.org`;
				const answer = await client.ask({ recipient, instance: `${number}.${one}` }).catch(() => null);
				if (answer === null) return;
				expect(answer).toMatch(/^DEFER_IF_PERMIT/);
				deferred++;
			}
		});
		await expect.poll(() => deferred, { timeout: 20_000 }).toBeGreaterThan(200);
		expect(await first.stop()).toBe(0);
		await Promise.all(asking);
		const second = await startDaemon({ folder });
		expect(Number(/^Triplets +(\d+) waiting/m.exec(await status(second))?.[1])).toBe(deferred);
		expect(await second.stop()).toBe(0);
	});
});
