/**
 * Changing over from a real postgrey that goes on running: who had passed there is not deferred here, who waits there
 * does not begin anew, whoever is new is. `policy_test_time` is postgrey's own test clock.
 */
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importTriplets } from "../../shared/protocol/import-routes.ts";
import { greydesk } from "../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { type Asked, connectPolicy } from "../fixtures/policy-client.ts";
import { passedBy, stillWaiting as waiting } from "./peers/changing-senders.ts";
import { folderOf, type OldGreylister, oldGreylister } from "./peers/old-greylister.ts";
import { freePort } from "./peers/ports.ts";

const program = "/usr/sbin/postgrey";
const asRoot = process.getuid?.() === 0;

const clients = ["192.0.2.10", "198.51.100.77", "2001:db8:1:2::25"];
const passed = passedBy(clients);
const trusted = "192.0.2.200";

describe.skipIf(!existsSync(program))("from postgrey", () => {
	let old: OldGreylister;
	let daemon: TestDaemon;
	const now = Math.floor(Date.now() / 1000);
	const at = (asked: Asked, seconds: number) =>
		old.defers({ ...asked, instance: `${seconds}` }, `policy_test_time=${seconds}\n`);
	const here = (...words: readonly string[]) => greydesk([...words, "--host", `unix:${daemon.management}`]);
	let mails = 0;
	async function ask(asked: Asked): Promise<string> {
		const connection = await connectPolicy(daemon.policy);
		mails += 1;
		const answer = await connection.ask({ ...asked, instance: `mail-${mails}` });
		connection.close();
		return answer;
	}

	beforeAll(async () => {
		const folder = folderOf(asRoot ? "postgrey" : "nobody");
		const port = await freePort();
		old = await oldGreylister(
			[
				program,
				`--inet=127.0.0.1:${port}`,
				`--dbdir=${folder}`,
				`--pidfile=${folder}/pid`,
				"--delay=300",
				"--hostname=mx.test",
				"--auto-whitelist-clients=5",
				...(asRoot ? [] : [`--user=${process.getuid?.()}`, `--group=${process.getgid?.()}`]),
			],
			{ folder, port },
		);
		daemon = await startDaemon();
		for (const mail of passed) {
			expect(await at(mail, now - 5000)).toBe(true);
			expect(await at(mail, now - 4000)).toBe(false);
		}
		for (const mail of waiting) expect(await at(mail, now - 40)).toBe(true);
		for (let time = 0; time < 5; time += 1) {
			const mail = { client: trusted, sender: `s${"abcde"[time]}@example.com`, recipient: "bob@dest.test" };
			await at(mail, now - 30_000 + time * 3700);
			await at(mail, now - 29_000 + time * 3700);
		}
	}, 60_000);
	afterAll(async () => {
		await old?.stop();
		await daemon?.stop();
	});

	test("a dry run counts and changes nothing", async () => {
		const dry = await here("import", "postgrey", old.folder, "--dry-run");
		expect([dry.code, dry.err]).toEqual([0, ""]);
		expect(dry.out).toMatch(/^Would be taken over: \d+ triplets that passed, \d+ that wait, \d+ auto-whitelists\. /);
		expect((await here("triplets", "list", "--json")).out).toContain('"rows":[]');
	});

	test("nobody who had passed is deferred, nobody who waits begins anew, whoever is new is deferred", async () => {
		const done = await here("import", "postgrey", old.folder);
		expect([done.code, done.out]).toEqual([0, expect.stringMatching(/Action \S+$/m)]);
		for (const mail of passed) expect([mail, await ask(mail)]).toEqual([mail, "DUNNO"]);
		for (const mail of waiting) {
			// Ours is a minute: forty seconds of it are over there.
			const [, left] = /in (\d+) seconds/.exec(await ask(mail)) ?? [];
			expect([mail.sender, Number(left) <= 20]).toEqual([mail.sender, true]);
		}
		expect(await ask({ client: trusted, sender: "never@seen.example", recipient: "new@dest.test" })).toBe("DUNNO");
		expect(await ask({ client: "203.0.113.99", sender: "alice@example.net", recipient: "new@dest.test" })).toMatch(
			/in 60 seconds/,
		);
	});

	test("a neighbour in the network passes as it did there", async () => {
		const neighbour = { client: "192.0.2.99", sender: "alice@example.net", recipient: "bob@dest.test" };
		expect(await old.defers({ ...neighbour, instance: "n" })).toBe(false);
		expect(await ask(neighbour)).toBe("DUNNO");
	});

	test("a second time changes nothing; what passed there meanwhile is taken over", async () => {
		const again = await here("import", "postgrey", old.folder, "--json");
		expect(importTriplets.reply.pick({ passed: true, waiting: true }).parse(JSON.parse(again.out))).toEqual({
			passed: 0,
			waiting: 0,
		});
		const [mail] = waiting;
		expect(await at(mail ?? {}, now - 40 + 300)).toBe(false);
		expect((await here("import", "postgrey", old.folder)).out).toMatch(
			/^Took over 1 triplets that passed, 0 that wait/m,
		);
		expect(await ask(mail ?? {})).toBe("DUNNO");
	});

	test("one undo takes one import back: who had not come here since is new again", async () => {
		const fresh = { client: "198.51.100.200", sender: "12345@numbers.example", recipient: "zoe@dest.test" };
		expect(await at(fresh, now - 5000)).toBe(true);
		expect(await at(fresh, now - 4000)).toBe(false);
		expect((await here("import", "postgrey", old.folder)).out).toMatch(/^Took over [12] triplets that passed/m);
		expect((await here("undo")).code).toBe(0);
		expect(await ask(fresh)).toMatch(/in 60 seconds/);
	});

	test("a folder without its files, and one that is not there, are refused with words", async () => {
		const none = await here("import", "postgrey", daemon.folder);
		expect([none.code, none.err]).toEqual([1, expect.stringMatching(/no postgrey\.db/)]);
	});
});
