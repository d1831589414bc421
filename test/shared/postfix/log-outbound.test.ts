/** Whose mail was delivered, by the queue's own lines, also through a content filter on this machine. */
import { expect, test } from "vitest";
import { readLogLine } from "../../../shared/postfix/log-line.ts";
import { createOutbound } from "../../../shared/postfix/log-outbound.ts";

function queue() {
	const outbound = createOutbound((address) => address === "10.0.0.5");
	const read = (program: string, message: string) => {
		const line = readLogLine(`2026-11-24T13:47:13+00:00 vm postfix/${program}[7]: ${message}`, {
			now: 0,
			zoneMinutes: 0,
		});
		return line === null ? [] : outbound.read(line);
	};
	return { read, size: outbound.size };
}

const active = (id: string) => `${id}: from=<alice@dest.test>, size=300, nrcpt=1 (queue active)`;
const sent = (id: string, relay = "mx.out.test[192.0.2.25]:25", said = "250 2.0.0 Ok: queued as 9F9F9F9F") =>
	`${id}: to=<partner@out.test>, relay=${relay}, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (${said})`;
const told = [{ sender: "alice@dest.test", recipient: "partner@out.test" }];

test.each([
	["with a login", "smtpd", "AAAAAAA1: client=unknown[198.51.100.1], sasl_method=PLAIN, sasl_username=alice"],
	["from a trusted network", "smtpd", "AAAAAAA1: client=desk.dest.test[10.0.0.5]"],
	["on this machine", "pickup", "AAAAAAA1: uid=1000 from=<alice>"],
])("mail given in %s and delivered is told", (_, program, line) => {
	const { read } = queue();
	read(program, line);
	read("qmgr", active("AAAAAAA1"));
	expect(read("smtp", sent("AAAAAAA1"))).toEqual(told);
});

test("mail of strangers, deferred mail, and mail delivered here is not", () => {
	const { read } = queue();
	read("smtpd", "AAAAAAA1: client=unknown[198.51.100.1]");
	read("qmgr", active("AAAAAAA1"));
	expect(read("smtp", sent("AAAAAAA1"))).toEqual([]);
	read("pickup", "AAAAAAA2: uid=1000 from=<alice>");
	read("qmgr", active("AAAAAAA2"));
	expect(read("smtp", sent("AAAAAAA2").replace("status=sent", "status=deferred"))).toEqual([]);
	expect(read("lmtp", sent("AAAAAAA2"))).toEqual([]);
});

test("through a content filter it stays ours, also where it was delivered before the filter said so", () => {
	const { read } = queue();
	read("pickup", "AAAAAAA1: uid=1000 from=<alice>");
	read("qmgr", active("AAAAAAA1"));
	read("smtpd", "BBBBBBB1: client=localhost[127.0.0.1]");
	read("qmgr", active("BBBBBBB1"));
	expect(read("smtp", sent("BBBBBBB1"))).toEqual([]);
	expect(read("smtp", sent("AAAAAAA1", "127.0.0.1[127.0.0.1]:10024", "250 2.0.0 Ok: queued as BBBBBBB1"))).toEqual(
		told,
	);
});

test("a queue without end does not fill the memory", () => {
	const { read, size } = queue();
	for (let id = 0; id < 25_000; id++)
		read("smtpd", `${(0xa0000000 + id).toString(16).toUpperCase()}: client=x[192.0.2.1]`);
	expect(size()).toBe(20_000);
});
