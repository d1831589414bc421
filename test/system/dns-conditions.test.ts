/**
 * Conditions about the DNS in a running daemon: a real name server that is slow, lying or dead, questions over the real
 * policy port, and a real Postfix before it.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call } from "../../shared/protocol/client.ts";
import { explain, getPolicy, putPolicy } from "../../shared/protocol/policy-routes.ts";
import { recent, status } from "../../shared/protocol/system-routes.ts";
import { type DnsProxy, startDnsProxy } from "../fixtures/dns-proxy.ts";
import { type DnsServer, hasKnot, startDns } from "../fixtures/dns-server.ts";
import { connectPolicy, type PolicyClient, policyRequest } from "../fixtures/policy-client.ts";
import { eventually } from "./peers/eventually.ts";
import { type Greylister, startGreylister, value } from "./peers/greylister.ts";
import { noPostfix } from "./peers/postfix-instance.ts";
import { startReceiver } from "./peers/receiver.ts";
import { openSmtpAs } from "./peers/smtp-client.ts";

const records = `
	good.example. 60 IN TXT "v=spf1 ip4:192.0.2.0/24 -all"
	slow.example. 60 IN TXT "v=spf1 ip4:192.0.2.0/24 -all"
	2.0.0.127.bl.example. 60 IN A 127.0.0.2
	66.2.0.192.bl.example. 60 IN A 127.0.0.4
`;
const DEFERRED = /^DEFER_IF_PERMIT/;

describe.skipIf(!hasKnot)("conditions about the DNS", () => {
	let server: DnsServer;
	let proxy: DnsProxy;
	let daemon: Greylister;
	const open: PolicyClient[] = [];

	beforeAll(async () => {
		server = await startDns(records);
	});
	afterAll(() => server?.stop());
	beforeEach(async () => {
		proxy = await startDnsProxy(server.port);
		daemon = await startGreylister(60);
		const { settings } = value(await call(daemon.send, getPolicy));
		const dns = { ...settings.dns, servers: [proxy.address], timeout: 4 };
		const passWhen = ["spf=pass not dnsbl=bl.example"];
		value(await call(daemon.send, putPolicy, { body: { settings: { ...settings, dns, passWhen } } }));
	});
	afterEach(async () => {
		for (const client of open.splice(0)) client.close();
		await daemon?.stop();
		await proxy?.stop();
	});

	async function client(): Promise<PolicyClient> {
		const connected = await connectPolicy(`127.0.0.1:${daemon.policyPort}`);
		open.push(connected);
		return connected;
	}

	const resolver = async () => value(await call(daemon.send, status)).dns;
	const ask = async (asked: Parameters<PolicyClient["ask"]>[0]) => (await client()).ask(asked);

	test("let pass what fulfils them, and the event carries what was known", async () => {
		expect(await ask({ client: "192.0.2.10", sender: "a@good.example" })).toBe("DUNNO");
		expect(await ask({ client: "192.0.2.66", sender: "a@good.example" })).toMatch(DEFERRED);
		expect(await ask({ client: "198.51.100.1", sender: "a@good.example" })).toMatch(DEFERRED);
		expect(await ask({ client: "198.51.100.1", sender: "a@nowhere.example" })).toMatch(DEFERRED);
		const { events } = value(await call(daemon.send, recent, { query: {} }));
		const decided = events.filter(({ kind }) => kind === "passed" || kind === "deferred").reverse();
		expect(decided.map((event) => [event.rule, event.reason])).toEqual([
			["conditions", "exempt"],
			["triplet", "new"],
			["triplet", "new"],
			["triplet", "new"],
		]);
		expect(await resolver()).toMatchObject({ state: "up", servers: [proxy.address], lists: [] });
	});

	test("a slow answer holds up nobody else, and on its own connection answers keep their order", async () => {
		proxy.trick("slow.example", { kind: "delay", milliseconds: 2500 });
		const one = await client();
		one.send(policyRequest({ client: "192.0.2.10", sender: "a@slow.example", instance: "i1" }));
		one.send(policyRequest({ client: "192.0.2.10", sender: "a@good.example", recipient: "postmaster@example.org" }));
		let slow = "open";
		const first = one.answer().then((answer) => {
			slow = answer;
			return answer;
		});
		expect(await ask({ client: "198.51.100.1", sender: "a@nowhere.example" })).toMatch(DEFERRED);
		expect(slow).toBe("open");
		expect([await first, await one.answer()]).toEqual(["DUNNO", "DUNNO"]);
	});

	test("the sender's dead servers delay his mail, ours none: it passes, and all is told", async () => {
		proxy.trick("slow.example", { kind: "code", code: "SERVFAIL" });
		expect(await ask({ client: "192.0.2.10", sender: "a@slow.example" })).toMatch(DEFERRED);
		proxy.trick("", { kind: "silence" });
		expect(await ask({ client: "192.0.2.20", sender: "b@good.example" })).toBe("DUNNO");
		expect((await resolver())?.state).toBe("down");
		await eventually("the alert", 60, async () => {
			const { alerts } = value(await call(daemon.send, status));
			return alerts.some(({ id, words }) => id === "dns-down" && words.includes(proxy.address));
		});
		proxy.trick("", null);
		await eventually("that it answers again", 10, async () => (await resolver())?.state === "up");
		expect(await ask({ client: "198.51.101.1", sender: "c@good.example" })).toMatch(DEFERRED);
	});

	test("explain tells each answer and whether anybody was asked; it changes nothing", async () => {
		const body = { client: "192.0.2.66", sender: "a@good.example", recipient: "bob@example.org" };
		const first = value(await call(daemon.send, explain, { body }));
		expect(first.verdict).toBe("defer");
		expect(first.trace.find(({ rule }) => rule === "conditions")?.why).toBe(
			"spf=pass holds, not dnsbl=bl.example does not hold",
		);
		expect(first.facts).toMatchObject([
			{ fact: "spf", answer: "pass", why: "ip4:192.0.2.0/24 in the SPF of good.example", cached: false },
			{ fact: "bl.example", answer: "listed as 127.0.0.4", cached: false },
		]);
		const again = value(await call(daemon.send, explain, { body }));
		expect(again.facts?.map(({ cached }) => cached)).toEqual([true, true]);
		expect((await daemon.counters()).deferredNew).toBe(0);
	});

	test("a daemon that ends answers who still waits for the DNS", async () => {
		proxy.trick("", { kind: "silence" });
		const waiting = await client();
		waiting.send(policyRequest({ client: "192.0.2.10", sender: "a@good.example" }));
		await eventually("the question", 10, () => proxy.asked().includes("good.example"));
		await daemon.stop();
		expect(await waiting.answer()).toBe("DUNNO");
	});

	test.skipIf(noPostfix() !== null)("Postfix takes mail at once by SPF, and defers who has none", async () => {
		const receiver = await startReceiver({ policyPort: daemon.policyPort });
		try {
			const smtp = await openSmtpAs(receiver.port, { address: "192.0.2.10" });
			await smtp.say("MAIL FROM:<alice@good.example>");
			expect((await smtp.say("RCPT TO:<bob@dest.test>")).code).toBe(250);
			await smtp.say("RSET");
			await smtp.say("MAIL FROM:<alice@nowhere.example>");
			expect((await smtp.say("RCPT TO:<bob@dest.test>")).code).toBe(450);
			await smtp.quit();
		} finally {
			await receiver.stop();
		}
	});
});
