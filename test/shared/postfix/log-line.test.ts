/**
 * Lines that real Postfix wrote, and lines that nobody should write. The corpora lie beside the project; where they are
 * missing, that is said, and our own lines have to do.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogEvent } from "../../../shared/postfix/log-event.ts";
import { LONGEST_LOG_LINE, readLogLine } from "../../../shared/postfix/log-line.ts";

const now = Date.UTC(2026, 10, 24, 14);
const read = { now, zoneMinutes: 0 };
const lead = "Nov 24 13:47:13 vm postfix/";
const eventOf = (program: string, message: string): LogEvent | null =>
	readLogLine(`${lead}${program}[20768]: ${message}`, read)?.event ?? null;

describe("a line's stamp, program and process", () => {
	const said = "connect from mail.example.net[192.0.2.10]";
	test.each([
		["BSD", `Nov 24 13:47:13 vm postfix/smtpd[20768]: ${said}`, Date.UTC(2026, 10, 24, 13, 47, 13)],
		["RFC 3339", `2026-11-24T14:47:13.679642+01:00 vm postfix/smtpd[20768]: ${said}`, 1795528033679],
		["journalctl", `2026-11-24T13:47:13+0000 vm postfix/smtpd[20768]: ${said}`, 1795528033000],
		["a service's name", `Nov 24 13:47:13 vm postfix/submission/smtpd[20768]: ${said}`, 1795528033000],
		["an instance's name", `Nov 24 13:47:13 vm postfix-in/smtpd[20768]: ${said}`, 1795528033000],
		["no colon", `Nov 24 13:47:13 vm postfix/smtpd[20768] ${said}`, 1795528033000],
	])("%s", (_, line, at) => {
		expect(readLogLine(line, read)).toMatchObject({ at, program: "smtpd", pid: 20768, event: { kind: "connect" } });
	});

	test("of a stamp without a year the nearest one is meant, and without a zone the reader's", () => {
		const newYear = { now: Date.UTC(2027, 0, 1, 0, 30), zoneMinutes: 60 };
		expect(readLogLine(`Dec 31 23:59:59 vm postfix/smtpd[1]: ${said}`, newYear)?.at).toBe(
			Date.UTC(2026, 11, 31, 22, 59, 59),
		);
		expect(readLogLine(`Jan  1 01:00:00 vm postfix/smtpd[1]: ${said}`, newYear)?.at).toBe(Date.UTC(2027, 0, 1));
		expect(readLogLine(`Feb 30 01:00:00 vm postfix/smtpd[1]: ${said}`, read)).toBeNull();
	});

	test("other programs, control characters and lines beyond the bound give nothing", () => {
		expect(readLogLine(`Nov 24 13:47:13 vm dovecot[1]: ${said}`, read)).toBeNull();
		expect(readLogLine(`Nov 24 13:47:13 vm postfix/smtpd[1]: ${said}\u0007`, read)).toBeNull();
		expect(readLogLine(`${lead}smtpd[1]: ${said}${"x".repeat(LONGEST_LOG_LINE)}`, read)).toBeNull();
	});
});

describe("what smtpd says", () => {
	const greylisted =
		"NOQUEUE: reject: RCPT from localhost[127.0.0.1]: 450 4.2.0 <grey@dest.test>: Recipient address rejected: Greylisted; from=<alice@example.net> to=<grey@dest.test> proto=ESMTP helo=<mail.example.net>";

	test("a deferral tells code, words, sender, recipient and HELO name", () => {
		expect(eventOf("smtpd", greylisted)).toEqual({
			kind: "reject",
			by: "smtpd",
			stage: "RCPT",
			queueId: null,
			client: { name: "localhost", address: "127.0.0.1" },
			code: "450",
			status: "4.2.0",
			text: "<grey@dest.test>: Recipient address rejected: Greylisted",
			sender: "alice@example.net",
			recipient: "grey@dest.test",
			helo: "mail.example.net",
		});
	});

	test("a line that a syslog cut still tells the recipient, where its words name one", () => {
		const cut = greylisted.slice(0, greylisted.indexOf(" to=<") + 9);
		expect(eventOf("smtpd", cut)).toMatchObject({ code: "450", recipient: "grey@dest.test", helo: null });
		expect(eventOf("smtpd", greylisted.slice(0, 50))).toMatchObject({ code: null, recipient: null });
	});

	test("what a client writes into its HELO name is not taken for another recipient", () => {
		const forged = greylisted.replace("mail.example.net>", "x; from=<> to=<victim@dest.test> proto=ESMTP helo=<y>");
		expect(eventOf("smtpd", forged)).toMatchObject({ sender: "alice@example.net", recipient: "grey@dest.test" });
	});

	test("a warning is no refusal", () => {
		expect(eventOf("smtpd", greylisted.replace("reject:", "reject_warning:"))).toEqual({ kind: "other" });
	});

	test("postscreen's own refusals are told apart", () => {
		const said =
			"NOQUEUE: reject: RCPT from [182.98.255.184]:2413: 450 4.3.2 Service currently unavailable; from=<a@example.net>, to=<tom@example.com>, proto=SMTP, helo=<mx32.example.net>";
		expect(eventOf("postscreen", said)).toMatchObject({
			by: "postscreen",
			code: "450",
			client: { name: null, address: "182.98.255.184" },
			recipient: "tom@example.com",
			helo: "mx32.example.net",
		});
	});

	test("a goodbye counts the commands", () => {
		const event = eventOf(
			"smtpd",
			"disconnect from mail.example.net[192.0.2.10] ehlo=1 mail=1 rcpt=0/2 data=0/1 unknown=0/1 commands=2/7",
		);
		expect(event?.kind === "disconnect" ? [...event.counts] : null).toEqual([
			["ehlo", { accepted: 1, given: 1 }],
			["mail", { accepted: 1, given: 1 }],
			["rcpt", { accepted: 0, given: 2 }],
			["data", { accepted: 0, given: 1 }],
			["unknown", { accepted: 0, given: 1 }],
			["commands", { accepted: 2, given: 7 }],
		]);
		expect(eventOf("smtpd", "disconnect from unknown[unknown] commands=0/0")).toMatchObject({
			client: { name: null, address: null },
		});
	});

	test("content taken for a command is told as such", () => {
		const said = "warning: non-SMTP command from sample.net[10.0.0.1]: Received: from 192.168.0.1 (HELO bogus)";
		expect(eventOf("smtpd", said)).toEqual({
			kind: "non-smtp-command",
			client: { name: "sample.net", address: "10.0.0.1" },
		});
	});
});

describe("a message in the queue", () => {
	test.each<[string, string, object]>([
		[
			"smtpd",
			"4104E3D: client=a.test[192.0.2.1], sasl_method=PLAIN, sasl_username=bob",
			{ kind: "queued", saslUser: "bob" },
		],
		["pickup", "D2FAE20586: uid=0 from=<root>", { kind: "picked-up" }],
		["qmgr", "585BC3F: from=<>, size=22738, nrcpt=1 (queue active)", { kind: "active", sender: "" }],
		["qmgr", "2D19728491: removed", { kind: "removed" }],
		[
			"cleanup",
			"0F5383D: message-id=<544D2523@example.net>",
			{ kind: "message-id", messageId: "544D2523@example.net" },
		],
		[
			"smtp",
			"7EE668039: to=<admin@example.com>, relay=127.0.0.1[127.0.0.1]:2525, delay=3.6, delays=0.2/0.02/0.04/3.3, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 153053D)",
			{ kind: "delivery", recipient: "admin@example.com", status: "sent", queuedAs: "153053D" },
		],
		[
			"smtp",
			'7EE668039: to=<"odd local"@example.com>, orig_to=<x@y.test>, relay=none, delay=1, status=deferred (connect timed out)',
			{ kind: "delivery", recipient: "odd local@example.com", relay: null, status: "deferred" },
		],
	])("%s: %s", (program, message, told) => {
		expect(eventOf(program, message)).toMatchObject(told);
	});
});

const corpora = "../shared/data/logs";
const grok = join(corpora, "postfix-grok");
const withCorpora = existsSync(grok);
if (!withCorpora) console.warn(`The corpora of mail logs are missing (${corpora}): only our own lines are read.`);

describe.skipIf(!withCorpora)("lines that others collected", () => {
	const samples = withCorpora
		? readdirSync(grok)
				.filter((name) => /^(smtpd|postscreen|smtp|lmtp|pipe|qmgr|cleanup|pickup)_\d+\.yaml$/.test(name))
				.map((name) => ({ name, text: readFileSync(join(grok, name), "utf8") }))
		: [];
	const dataOf = (text: string) => /^data: "?(.*?)"?$/m.exec(text)?.[1]?.replace(/\\"/g, '"') ?? "";
	const resultOf = (text: string, key: string) => new RegExp(`^ +${key}: "?(.*?)"?$`, "m").exec(text)?.[1];

	test("what an independent reader took from them, we take too", () => {
		let compared = 0;
		for (const { name, text } of samples) {
			const event = eventOf(name.split("_")[0] ?? "", dataOf(text));
			expect(event, name).not.toBeNull();
			const status = resultOf(text, "postfix_status");
			if (status !== undefined && event?.kind === "delivery") {
				expect(event.status, name).toBe(status);
				expect(event.queueId, name).toBe(resultOf(text, "postfix_queueid"));
				compared += 1;
			}
			if (event?.kind !== "reject") continue;
			const address = resultOf(text, "postfix_client_ip");
			if (address !== undefined) expect(event.client.address, name).toBe(address);
			const code = resultOf(text, "postfix_status_code");
			if (code !== undefined) expect(event.code, name).toBe(code);
			compared += 1;
		}
		expect(compared).toBeGreaterThan(12);
	});

	test("every whole line of whole logs is Postfix's", () => {
		const lines = readdirSync(join(corpora, "sekiltoyai"))
			.filter((name) => name.endsWith(".log"))
			.flatMap((name) => readFileSync(join(corpora, "sekiltoyai", name), "utf8").split("\n"))
			.filter((line) => line !== "");
		const unread = lines.filter((line) => readLogLine(line, read) === null);
		// One of them has lost the first digit of its year.
		expect(unread).toEqual([expect.stringMatching(/^021-/)]);
	});
});

test("whatever a log holds, reading it does not throw and makes nothing longer than it was", () => {
	const pieces = fc.constantFrom(
		"NOQUEUE: reject: RCPT from ",
		"a[192.0.2.1]",
		": 450 4.2.0 ",
		"; from=<",
		"> to=<",
		"> ",
		"helo=<",
		"disconnect from ",
		" rcpt=0/1",
		"4104E3D: ",
		"to=<",
		", status=sent (",
		"client=",
		'"@',
		"\\",
	);
	const message = fc.array(fc.oneof(pieces, fc.string({ maxLength: 12, unit: "binary" })), { maxLength: 30 });
	const program = fc.constantFrom("smtpd", "postscreen", "cleanup", "qmgr", "smtp", "pickup", "x");
	fc.assert(
		fc.property(program, message, fc.nat(), (name, parts, pid) => {
			const text = parts.join("");
			const line = readLogLine(`${lead}${name}[${pid}]: ${text}`, read);
			if (line === null) return;
			const told = Object.values(line.event).filter((value) => typeof value === "string");
			for (const value of told) expect(value.length).toBeLessThanOrEqual(Math.max(text.length, 16));
		}),
		{ numRuns: 2000 },
	);
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
			readLogLine(text, read);
		}),
	);
});
