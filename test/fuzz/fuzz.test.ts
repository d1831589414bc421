/**
 * Bent requests, calls, queries, addresses, configurations, mail logs and files: none may crash or hang anything, and every answer
 * is one of those that are allowed. `npm run fuzz` bends a million (GREYDESK_FUZZ); GREYDESK_SEED repeats a run.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseConfig } from "../../electron/daemon/config.ts";
import { openLedger } from "../../electron/daemon/ledger/ledger.ts";
import { decodeLine } from "../../electron/daemon/ledger/line.ts";
import { writeSnapshot } from "../../electron/daemon/ledger/snapshot-worker.ts";
import { parseAddress as parseListener } from "../../electron/daemon/listeners/address.ts";
import { createManagement } from "../../electron/daemon/management/management.ts";
import { createLineCutter } from "../../electron/daemon/sources/mail-log/lines.ts";
import { parseHostAddress } from "../../electron/hosts/address.ts";
import { parseDuration } from "../../shared/base/duration.ts";
import { readStamp } from "../../shared/base/instant.ts";
import { silentLog } from "../../shared/base/log.ts";
import { parseAddress } from "../../shared/base/networks.ts";
import { finderOf, personOf } from "../../shared/base/person.ts";
import { senderKeyOf } from "../../shared/policy/sender-key.ts";
import { defaultSettings } from "../../shared/policy/settings.ts";
import { createLogJoin } from "../../shared/postfix/log-join.ts";
import { readLogLine } from "../../shared/postfix/log-line.ts";
import { saidByUs } from "../../shared/postfix/log-said.ts";
import { readSpan } from "../../shared/protocol/address.ts";
import { readLink } from "../../shared/protocol/link.ts";
import { parse } from "../../shared/protocol/query.ts";
import { openPort } from "../electron/daemon/listeners/support.ts";
import { openGreylist } from "../fixtures/greylist.ts";
import { dice, madeUpSite } from "../fixtures/history/random-mail.ts";
import { writtenJournal } from "../fixtures/history/written-journal.ts";
import { policyRequest } from "../fixtures/policy-client.ts";
import { answersTo, randomCall } from "./foreign.ts";
import { bent, bentBytes, pick } from "./mutate.ts";

const cases = Number(process.env.GREYDESK_FUZZ ?? 10_000);
const seed = Number(process.env.GREYDESK_SEED ?? Math.floor(Math.random() * 1e9));
const timeout = 60_000 + cases;
const startBytes = process.memoryUsage().heapUsed;

afterAll(() => {
	const grown = (process.memoryUsage().heapUsed - startBytes) / 2 ** 20;
	console.info(`fuzz: ${cases} cases, GREYDESK_SEED=${seed}; the heap has grown by ${grown.toFixed(0)} MiB`);
	expect(grown).toBeLessThan(512);
});

/** A reader of text, and seeds of what it reads. It returns, whatever it is given. */
const readers: Readonly<
	Record<string, { readonly read: (text: string) => unknown; readonly seeds: readonly string[] }>
> = {
	queries: {
		read: parse,
		seeds: ['state:waiting sender:*@example.com client:192.0.2.0/24 age:>1h attempts:>=3 -reason:early "free text"'],
	},
	links: { read: readLink, seeds: ["greydesk:/hosts/local/triplets?q=state:waiting", "greydesk://x#/y"] },
	spans: { read: readSpan, seeds: ["2026-01-02T03:04:05Z..2026-01-02T04:04:05Z", "1h", "today"] },
	"listeners' addresses": { read: parseListener, seeds: ["127.0.0.1:10023", "[::1]:25", "unix:/run/x.sock"] },
	"hosts' addresses": { read: parseHostAddress, seeds: ["ssh://ann@mx1.example.org:22/run/x.sock", "unix:/a b"] },
	"IP addresses": { read: parseAddress, seeds: ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"] },
	durations: { read: parseDuration, seeds: ["5m", "1h30m", "2d"] },
	stamps: { read: readStamp, seeds: ["2026-01-02T03:04:05Z", "2026-01-02 03:04"] },
	"addresses to erase": {
		read(text) {
			const person = personOf(text, (domain) => [domain]);
			const line = `{"sender":${JSON.stringify(text)},"key":"a@b.example\\u0000${text.slice(0, 40)}"}`;
			if (person.ok) for (const way of ["text", "bytes", "pages"] as const) finderOf(person.value, way).count(line);
		},
		seeds: ["anna+news@example.org", '"a b"@example.org', "SRS0=HHH=TT=o.example=u@r.example", "jürgen@bücher.example"],
	},
	senders: {
		read: (text) => senderKeyOf(text, defaultSettings.senderRules),
		seeds: ["prvs=0123abcdef=a@b.example", "SRS0=HHH=TT=o.example=u@r.example", "list-owner+u=d.example@l.example"],
	},
	configurations: {
		read: (text) => parseConfig(text, "greydesk.toml"),
		seeds: ['data = "/x"\n[policy]\nlisten = ["127.0.0.1:10023"]\n[retention]\ndays = 3\n'],
	},
};

const answerGiven = "Recipient address rejected: Greylisted, please try again in 60 seconds";
const rejected = "from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<mail.example.net>";
const logLines = [
	`Nov 24 13:47:20 vm postfix/smtpd[20765]: NOQUEUE: reject: RCPT from mail.example.net[192.0.2.10]: 450 4.2.0 <bob@example.org>: ${answerGiven}; ${rejected}`,
	`2026-11-24T13:47:20.123456+00:00 vm postfix/smtpd[20765]: NOQUEUE: reject: RCPT from unknown[2001:db8::1]: 554 5.7.1 <bob@example.org>: Relay access denied; ${rejected}`,
	"Nov 24 13:47:21 vm postfix/smtpd[20765]: warning: non-SMTP command from mail.example.net[192.0.2.10]: Subject: x",
	"Nov 24 13:47:22 vm postfix/smtpd[20765]: disconnect from mail.example.net[192.0.2.10] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4",
	"Nov 24 13:47:22 vm postfix/smtpd[20765]: connect from mail.example.net[192.0.2.10]",
	"Nov 24 13:47:23 vm postfix/qmgr[810]: 4ABCDEF123: from=<alice@example.net>, size=1024, nrcpt=1 (queue active)",
	"Nov 24 13:47:24 vm postfix/smtp[900]: 4ABCDEF123: to=<bob@example.org>, relay=mx.example.org[192.0.2.20]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=2.0.0, status=sent (250 2.0.0 Ok)",
	"Nov 24 13:47:24 vm postfix/postscreen[901]: NOQUEUE: reject: RCPT from [192.0.2.10]:40000: 450 4.3.2 Service currently unavailable; from=<a@b.example>, to=<c@d.example>, proto=ESMTP, helo=<x>",
	"Nov 24 13:47:25 vm sshd[1]: Accepted publickey for root",
];
const anAnswer = {
	stage: "RCPT",
	triplet: "abcdefghijklmnop",
	client: "192.0.2.10",
	clientName: null,
	sender: "alice@example.net",
	recipient: "bob@example.org",
	answer: "deferred",
} as const;

describe(`bent at random (GREYDESK_SEED=${seed})`, () => {
	test.each(Object.keys(readers))("%s are read or refused, never thrown at us", { timeout }, (name) => {
		const reader = readers[name];
		const roll = dice(seed);
		for (let n = 0; n < cases / 20; n++) {
			const text = bent(pick(reader?.seeds ?? [], roll), roll);
			const begun = performance.now();
			try {
				reader?.read(text);
			} catch (error) {
				throw new Error(`${JSON.stringify(text.slice(0, 500))}: ${String(error)}`);
			}
			expect(performance.now() - begun, JSON.stringify(text.slice(0, 500))).toBeLessThan(2000);
		}
	});

	test("policy requests are answered as Postfix may be answered, or the connection ends", { timeout }, async () => {
		const roll = dice(seed);
		const port = await openPort();
		for (let n = 0; n < cases / 5; n += 10) {
			const text = Array.from({ length: 10 }, () => (roll() < 0.3 ? policyRequest() : bent(policyRequest(), roll)));
			for (const answer of await answersTo(port.address, Buffer.from(text.join(""), "utf8"), roll))
				expect(answer).toMatch(/^action=(DUNNO|PREPEND X-Greylist: [ -~]+|DEFER_IF_PERMIT 4\.2\.0 [ -~]+)$/);
		}
		expect(port.bugs).toEqual([]);
		await port.close();
	});

	test("calls of the management API are answered as declared, or refused", { timeout }, async () => {
		const roll = dice(seed);
		const greylist = await openGreylist();
		const panics: string[] = [];
		const log = {
			...silentLog,
			panic: (words: string, fields?: object) => void panics.push(words + JSON.stringify(fields)),
		};
		const api = createManagement({ ...greylist.parts, log }, "operator");
		await greylist.attempt();
		for (let n = 0; n < cases / 10; n++) {
			const request = randomCall(roll);
			const { status } = await api(request);
			expect([status < 500 || status === 503, request.method, request.url.slice(0, 500)]).toContain(true);
		}
		expect(panics).toEqual([]);
		await greylist.close();
	});

	test("lines of a mail log, cut anywhere and joined with our answers, are an event or nothing", { timeout }, () => {
		const roll = dice(seed);
		const join = createLogJoin();
		const cutter = createLineCutter();
		const isOurs = saidByUs(defaultSettings.reply);
		const begin = Date.UTC(2026, 10, 24, 13, 47);
		for (let n = 0; n < cases / 5; n++) {
			const now = begin + n * 100;
			if (n % 3 === 0) join.asked({ ...anAnswer, instance: `511d.${n.toString(16)}.0.1`, at: now });
			const lines = Array.from({ length: 3 }, () =>
				roll() < 0.3 ? pick(logLines, roll) : bent(pick(logLines, roll), roll),
			);
			const bytes = Buffer.from(`${lines.join("\n")}\n`, "utf8");
			const cut = Math.floor(roll() * bytes.length);
			for (const line of [...cutter.cut(bytes.subarray(0, cut)), ...cutter.cut(bytes.subarray(cut))]) {
				const read = readLogLine(line, { now, zoneMinutes: 0 });
				for (const told of read === null ? [] : join.read(read, isOurs))
					expect(["outcome", "ignored-deferral"]).toContain(told.kind);
			}
			if (n % 1000 === 999) join.lost();
		}
		expect(join.size()).toBeLessThan(20_000);
	});

	test("lines of a journal are an event, foreign or broken", { timeout }, () => {
		const roll = dice(seed);
		const folder = writtenFolder();
		const bytes = readFileSync(join(folder, "audit.ndjson"));
		rmSync(folder, { recursive: true, force: true });
		for (let n = 0; n < cases / 5; n++) {
			const line = bentBytes(bytes.subarray(0, Math.max(1, bytes.indexOf(10))), roll);
			expect(["event", "foreign", "broken"]).toContain(decodeLine(line, 0, line.length).kind);
		}
	});

	test("a folder with bent files opens, whatever was in them", { timeout }, async () => {
		const roll = dice(seed);
		const whole = writtenFolder();
		const clock = { speed: 1, now: () => Date.now(), monotonic: () => performance.now() };
		const untouched = await openLedger({ folder: whole, clock, log: silentLog });
		const { size } = untouched.state.triplets;
		await untouched.close();
		for (let n = 0; n < cases / 250; n++) {
			const folder = `${whole}-${n}`;
			cpSync(whole, folder, { recursive: true });
			const files = [
				"audit.ndjson",
				"greylist.snapshot",
				"epoch",
				`traffic/${readdirSync(join(folder, "traffic"))[0]}`,
			];
			const name = join(folder, pick(files, roll));
			writeFileSync(name, bentBytes(readFileSync(name), roll));
			const ledger = await openLedger({ folder, clock, log: silentLog });
			// A snapshot only spares reading: without it the journal tells all.
			if (/snapshot|epoch/.test(name)) expect(ledger.state.triplets.size).toBe(size);
			await ledger.close();
			rmSync(folder, { recursive: true, force: true });
		}
		rmSync(whole, { recursive: true, force: true });
	});
});

/** A journal of 300 events, and a snapshot of the first 200. */
function writtenFolder(): string {
	const { folder, write } = writtenJournal();
	write(madeUpSite(1).next(300));
	expect(writeSnapshot({ folder, upTo: 200, at: Date.now() })).toBeNull();
	return folder;
}
