/**
 * Changing over from a real greylistd that goes on running, asked as Debian's Exim asks it: who had passed there is not
 * deferred here, who waits there does not begin anew, whoever is new is. It writes its files by asking it only.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canMoveClocks } from "../differential/moved-clock.ts";
import { greydesk } from "../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { type Asked, connectPolicy } from "../fixtures/policy-client.ts";
import { changingSenders } from "./peers/changing-senders.ts";
import { greylistdAnswer, type RunningPeer, startGreylistd } from "./peers/policy-peer.ts";

/** What is not of ASCII it cannot be told: its client's Exim does not take it either. */
const senders = changingSenders.filter((sender) => /^[ -~]*$/.test(sender));
const clients = ["192.0.2.10", "2001:db8:1:2::25"];
const passed: readonly Asked[] = senders.flatMap((sender) =>
	clients.map((client) => ({ client, sender, recipient: "Bob.Upper@Dest.Test" })),
);
const waiting: readonly Asked[] = senders.map((sender) => ({
	client: "203.0.113.5",
	sender,
	recipient: "carl@dest.test",
}));

describe.skipIf(!existsSync("/usr/sbin/greylistd") || !canMoveClocks())("from greylistd", () => {
	let old: RunningPeer;
	let daemon: TestDaemon;
	const now = Math.floor(Date.now() / 1000) * 1000;
	const here = (...words: readonly string[]) => greydesk([...words, "--host", `unix:${daemon.management}`]);
	const take = (...words: readonly string[]) =>
		here("import", "greylistd", old.folder, "--socket", old.address, ...words);
	async function there({ client, sender, recipient }: Asked, secondsAgo: number): Promise<boolean> {
		old.clock.set(now - secondsAgo * 1000);
		return (await greylistdAnswer(old.address, `--grey ${client} ${sender} ${recipient}`)) === "true";
	}
	let mails = 0;
	async function ask(asked: Asked): Promise<string> {
		const connection = await connectPolicy(daemon.policy);
		mails += 1;
		const answer = await connection.ask({ ...asked, instance: `mail-${mails}` });
		connection.close();
		return answer;
	}

	beforeAll(async () => {
		old = await startGreylistd(now - 5_000_000, ["retryMin = 300", "retryMax = 28800", "expire = 5184000"], true);
		daemon = await startDaemon();
		for (const mail of passed) expect([mail, await there(mail, 5000)]).toEqual([mail, true]);
		for (const mail of passed) expect([mail, await there(mail, 4000)]).toEqual([mail, false]);
		for (const mail of waiting) expect([mail, await there(mail, 40)]).toEqual([mail, true]);
	}, 60_000);
	afterAll(async () => {
		await old?.stop();
		await daemon?.stop();
	});

	test("a dry run counts what it saves when asked, and changes nothing here", async () => {
		const dry = await take("--dry-run");
		expect([dry.code, dry.err]).toEqual([0, ""]);
		const keys = new Set(senders.map((sender) => sender.toLowerCase())).size;
		const counts = `${keys * clients.length} triplets that passed, ${keys} that wait, 0 auto-whitelists`;
		expect(dry.out).toContain(`Would be taken over: ${counts}.`);
		expect((await here("triplets", "list", "--json")).out).toContain('"rows":[]');
	});

	test("nobody who had passed is deferred, nobody who waits begins anew, whoever is new is deferred", async () => {
		const done = await take();
		expect([done.code, done.out]).toEqual([0, expect.stringMatching(/Action \S+$/m)]);
		for (const mail of passed) expect([mail, await ask(mail)]).toEqual([mail, "DUNNO"]);
		for (const mail of waiting) {
			// Ours is a minute: forty seconds of it are over there.
			const [, left] = /in (\d+) seconds/.exec(await ask(mail)) ?? [];
			expect([mail.sender, Number(left) <= 20]).toEqual([mail.sender, true]);
		}
		const stranger = { client: "203.0.113.99", sender: "alice@new.example", recipient: "new@dest.test" };
		expect(await ask(stranger)).toMatch(/in 60 seconds/);
	});

	test("a second time changes nothing; one undo takes back what passed there meanwhile", async () => {
		expect((await take()).out).toMatch(/^Nothing new: nothing was taken over\./);
		const fresh = { client: "198.51.100.200", sender: "erin@only.example", recipient: "zoe@dest.test" };
		expect(await there(fresh, 1000)).toBe(true);
		expect(await there(fresh, 0)).toBe(false);
		expect((await take()).out).toMatch(/^Took over 1 triplets that passed/m);
		expect((await here("undo")).code).toBe(0);
		expect(await ask(fresh)).toMatch(/in 60 seconds/);
	});

	test("files without their daemon are read as they are, and of when they are is told", async () => {
		const folder = mkdtempSync(join(tmpdir(), "greydesk-files-"));
		try {
			const states = readFileSync(join(old.folder, "states"), "utf8");
			writeFileSync(join(folder, "states"), `${states}[grey]\n77 = soon\n78 = 5 5 1\n`);
			writeFileSync(join(folder, "triplets"), readFileSync(join(old.folder, "triplets")));
			const told = await here("import", "greylistd", folder, "--dry-run", "--socket", join(folder, "none"));
			expect(told.code).toBe(0);
			expect(told.err).toMatch(/Greylistd does not answer: its files are of \d{4}-\d\d-\d\d/);
			expect(told.err).toMatch(/Not understood: states line \d+: 77 = soon: It is not HASH = LAST FIRST COUNT/);
			expect(told.err).toMatch(/Not understood: states line \d+: 78: Whose it is was not kept/);
		} finally {
			rmSync(folder, { recursive: true });
		}
		const none = await here("import", "greylistd", daemon.folder, "--socket", old.address);
		expect([none.code, none.err]).toEqual([1, expect.stringMatching(/no states in/)]);
	});
});
