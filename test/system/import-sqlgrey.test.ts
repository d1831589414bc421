/**
 * Changing over from a real sqlgrey that goes on running, on SQLite, PostgreSQL and MySQL: who had passed there is not
 * deferred here, who waits there does not begin anew, whoever is new is.
 */
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importTriplets } from "../../shared/protocol/import-routes.ts";
import { canMoveClocks } from "../differential/moved-clock.ts";
import { greydesk } from "../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { type Asked, connectPolicy } from "../fixtures/policy-client.ts";
import { passedBy, stillWaiting as waiting } from "./peers/changing-senders.ts";
import { eventually } from "./peers/eventually.ts";
import { canRunMariadb, startMariadb } from "./peers/mariadb.ts";
import { type RunningPeer, startSqlgrey } from "./peers/policy-peer.ts";
import { canRunPostgres, startPostgres } from "./peers/postgres.ts";
import type { SqlServer } from "./peers/sql-server.ts";

const isHere = existsSync("/usr/sbin/sqlgrey") && canMoveClocks();
/** One made of a MAC counts as its network there. */
const clients = ["192.0.2.10", "198.51.100.77", "2001:db8:1:2::25", "2001:db8:7:8:211:22ff:fe33:4455"];
const passed = passedBy(clients);
/** As Debian sets it up, with its own lists. */
const asInDebian = ["conf_dir = /etc/sqlgrey", "group_domain_level = 2"];

const counts = importTriplets.reply.pick({ passed: true, waiting: true, known: true });
let mails = 0;
/** `isFirst` is what Postfix would do with it. */
async function ask(address: string, asked: Asked): Promise<string> {
	const connection = await connectPolicy(address);
	mails += 1;
	const answer = await connection.ask({ ...asked, instance: `mail-${mails}` });
	connection.close();
	return answer;
}
const isDeferral = (answer: string) => /^defer/i.test(answer);

describe.skipIf(!isHere)("from sqlgrey on SQLite", () => {
	let old: RunningPeer;
	let daemon: TestDaemon;
	const now = Math.floor(Date.now() / 1000) * 1000;
	const here = (...words: readonly string[]) => greydesk([...words, "--host", `unix:${daemon.management}`]);
	const place = () => join(old.folder, "conf");
	async function there(asked: Asked, secondsAgo: number): Promise<boolean> {
		old.clock.set(now - secondsAgo * 1000);
		return isDeferral(await ask(old.address, asked));
	}

	beforeAll(async () => {
		old = await startSqlgrey(now - 5000_000, asInDebian);
		daemon = await startDaemon();
		for (const mail of passed) expect([mail, await there(mail, 5000)]).toEqual([mail, true]);
		for (const mail of passed) expect([mail, await there(mail, 4000)]).toEqual([mail, false]);
		for (const mail of waiting) expect([mail, await there(mail, 40)]).toEqual([mail, true]);
	}, 120_000);
	afterAll(async () => {
		await old?.stop();
		await daemon?.stop();
	});

	test("a dry run counts and changes nothing", async () => {
		const dry = await here("import", "sqlgrey", place(), "--dry-run");
		expect([dry.code, dry.err]).toEqual([0, ""]);
		expect(dry.out).toMatch(
			/^Would be taken over: [1-9]\d* triplets that passed, [1-9]\d* that wait, 0 auto-whitelists\. /,
		);
		expect((await here("triplets", "list", "--json")).out).toContain('"rows":[]');
	});

	test("nobody who had passed is deferred, nobody who waits begins anew, whoever is new is deferred", async () => {
		const done = await here("import", "sqlgrey", place());
		expect([done.code, done.out]).toEqual([0, expect.stringMatching(/Action \S+$/m)]);
		for (const mail of passed) expect([mail, await ask(daemon.policy, mail)]).toEqual([mail, "DUNNO"]);
		for (const mail of waiting) {
			// Ours is a minute: forty seconds of it are over there.
			const [, left] = /in (\d+) seconds/.exec(await ask(daemon.policy, mail)) ?? [];
			expect([mail.sender, Number(left) <= 20]).toEqual([mail.sender, true]);
		}
		const stranger = { client: "203.0.113.99", sender: "alice@new.example", recipient: "new@dest.test" };
		expect(await ask(daemon.policy, stranger)).toMatch(/in 60 seconds/);
	});

	test("a known sender passes to everybody, and another of a known domain, as there", async () => {
		for (const sender of ["12345@numbers.example", "nobody.yet@example.net"]) {
			const mail = { client: "198.51.100.77", clientName: "mail.example.net", sender, recipient: "new@dest.test" };
			expect([sender, await there(mail, 0)]).toEqual([sender, false]);
			expect([sender, await ask(daemon.policy, mail)]).toEqual([sender, "DUNNO"]);
		}
	});

	test("its file is read as well as its settings; a second time changes nothing", async () => {
		const again = await here("import", "sqlgrey", join(old.folder, "db"), "--json");
		const told = counts.parse(JSON.parse(again.out));
		expect([told.waiting, told.known + told.passed > 20]).toEqual([0, true]);
		const dump = join(old.folder, "dump.sql");
		writeFileSync(dump, execFileSync("sqlite3", [join(old.folder, "db"), ".dump"]));
		const dumped = counts.parse(JSON.parse((await here("import", "sqlgrey", dump, "--json")).out));
		expect(dumped).toEqual({ passed: 0, waiting: 0, known: told.known + told.passed });
		const third = await here("import", "sqlgrey", join(old.folder, "db"));
		expect(third.out).toMatch(/^Nothing new: nothing was taken over\./);
	});

	test("one undo takes one import back: who had not come here since is new again", async () => {
		const fresh = { client: "198.51.100.200", sender: "erin@only.example", recipient: "zoe@dest.test" };
		expect(await there(fresh, 1000)).toBe(true);
		expect(await there(fresh, 0)).toBe(false);
		expect((await here("import", "sqlgrey", place())).out).toMatch(/^Took over [1-9]\d* triplets that passed/m);
		expect((await here("undo")).code).toBe(0);
		expect(await ask(daemon.policy, fresh)).toMatch(/in 60 seconds/);
	});

	test("a row that says nothing is told with its number, and the rest is taken over", async () => {
		const rows =
			"INSERT INTO connect VALUES ('a', 'b.example', 'nowhere', 'c@d.example', 5), ('a', 'b.example', '192.0.2', 'c@d.example', 'yesterday')";
		execFileSync("perl", [
			"-MDBI",
			"-e",
			"DBI->connect('dbi:SQLite:' . shift)->do(shift)",
			join(old.folder, "db"),
			rows,
		]);
		const told = await here("import", "sqlgrey", place(), "--dry-run");
		expect(told.code).toBe(0);
		expect(told.err).toMatch(/Not understood: connect row \d+: a b\.example nowhere \S+ 5: It names no address/);
		expect(told.err).toMatch(/Not understood: connect row \d+: a b\.example 192\.0\.2 \S+ yesterday: It has no time/);
	});

	test("what is no database, and one that is not there, are refused with words", async () => {
		const none = await here("import", "sqlgrey", "/nowhere/sqlgrey.conf");
		expect([none.code, none.err]).toEqual([1, expect.stringMatching(/cannot be read: name sqlgrey's settings/)]);
		const empty = await here("import", "sqlgrey", "/etc/hostname");
		expect([empty.code, empty.err]).toEqual([1, expect.stringMatching(/hostname holds no settings of sqlgrey/)]);
	});
});

const servers = [
	{ type: "Pg", zone: "Asia/Kolkata", zoneOfDump: "Asia/Kolkata", isThere: canRunPostgres(), begin: startPostgres },
	{ type: "mysql", zone: "+05:30", zoneOfDump: "America/New_York", isThere: canRunMariadb(), begin: startMariadb },
];
describe.each(servers)(
	"from sqlgrey on a server ($type), whose times are of its own zone",
	({ type, zone, zoneOfDump, isThere, begin }) => {
		let server: SqlServer;
		let old: RunningPeer;
		let daemon: TestDaemon;

		beforeAll(async () => {
			if (!isHere || !isThere) return;
			server = await begin(zone);
			const where = [
				`db_type = ${type}`,
				`db_name = ${server.database}`,
				"db_host = 127.0.0.1",
				`db_port = ${server.port}`,
			];
			const delay = ["reconnect_delay = 0.02", `db_user = ${server.user}`, `db_pass = ${server.password}`];
			// Its times are the server's own.
			old = await startSqlgrey(Date.now(), [...asInDebian, ...where, ...delay]);
			daemon = await startDaemon();
		}, 60_000);
		afterAll(async () => {
			await old?.stop();
			await server?.stop();
			await daemon?.stop();
		});

		test("who passed passes, who waits goes on from its first attempt, and the password is told nobody", async ({
			skip,
		}) => {
			if (!isHere || !isThere) return skip();
			const known = { client: "192.0.2.10", clientName: "mail.example.net", sender: "m\u00fcller@b\u00fccher.example" };
			const other = { ...known, client: "198.51.100.7", sender: "carol@waits.example" };
			expect(isDeferral(await ask(old.address, known))).toBe(true);
			await eventually("sqlgrey lets it pass", 20, async () => !isDeferral(await ask(old.address, known)));
			const askedAt = Date.now();
			expect(isDeferral(await ask(old.address, other))).toBe(true);
			const place = join(old.folder, "conf");
			const done = await greydesk(["import", "sqlgrey", place, "--host", `unix:${daemon.management}`]);
			expect([done.err, done.out]).toEqual([
				expect.stringMatching(/^To take it back/),
				expect.stringMatching(/^Took over 1 triplets that passed, 1 that wait, 0 auto-whitelists\./),
			]);
			expect(await ask(daemon.policy, { ...known, recipient: "anybody@dest.test" })).toBe("DUNNO");
			const { out } = await greydesk(["triplets", "list", "--json", "--host", `unix:${daemon.management}`]);
			const rows = JSON.parse(out).rows as { senderKey: string; firstSeenAt: number }[];
			const first = rows.find(({ senderKey }) => senderKey === "carol@waits.example")?.firstSeenAt ?? 0;
			expect(Math.abs(first - askedAt)).toBeLessThan(60_000);
			expect(done.out + done.err).not.toContain(server.password);
			writeFileSync(join(old.folder, "dump.sql"), server.dump());
			const again = await greydesk(
				["import", "sqlgrey", join(old.folder, "dump.sql"), "--json", "--host", `unix:${daemon.management}`],
				{ env: { TZ: zoneOfDump } },
			);
			expect(counts.parse(JSON.parse(again.out))).toEqual({ passed: 0, waiting: 0, known: 2 });
		});
	},
);
