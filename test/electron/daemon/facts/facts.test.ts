/** Facts from a real name server on loopback, and what is made of one that is slow, lying or dead. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FactFinder, Found } from "../../../../electron/daemon/facts/contract.ts";
import { createFacts } from "../../../../electron/daemon/facts/facts.ts";
import type { Wanted } from "../../../../shared/policy/rules/conditions.ts";
import { type DnsProxy, startDnsProxy } from "../../../fixtures/dns-proxy.ts";
import { type DnsServer, freeUdpPort, hasKnot, startDns } from "../../../fixtures/dns-server.ts";
import { anAttempt } from "../../../fixtures/greylist.ts";

/** As much as an answer may hold: 15 records of 4 KB. */
const hugeTexts = Array.from({ length: 15 }, (_, at) =>
	Array.from({ length: 16 }, (_, part) => `"${`${at}-${part}-`.padEnd(250, "x")}"`).join(" "),
);

const records = `
	sender.example. 60 IN TXT "v=spf1 include:pool.example " "-all"
	pool.example. 60 IN TXT "v=spf1 ip4:192.0.2.0/24 ~all"
	2.0.0.127.bl.example. 60 IN A 127.0.0.2
	10.2.0.192.bl.example. 60 IN A 127.0.0.4
	10.2.0.192.bl.example. 60 IN A 127.0.0.10
	*.wild.example. 60 IN A 127.0.0.2
	10.2.0.192.dead.example. 60 IN TXT "nothing lists here any more"
	2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.example. 60 IN A 127.0.0.2
	ptr.example. 60 IN TXT "v=spf1 ptr:ptr.example a:ptr.example -all"
	10.2.0.192.in-addr.arpa. 60 IN PTR one.slow.example.
	10.2.0.192.in-addr.arpa. 60 IN PTR two.slow.example.
	${hugeTexts.map((text) => `*.huge.example. 60 IN TXT ${text}`).join("\n")}
	0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example. 60 IN A 127.0.0.3
`;

describe.skipIf(!hasKnot)("facts", () => {
	let server: DnsServer;
	let proxy: DnsProxy;
	let facts: FactFinder;

	beforeAll(async () => {
		server = await startDns(records);
	});
	afterAll(() => server?.stop());
	beforeEach(async () => {
		proxy = await startDnsProxy(server.port);
		facts = createFacts(() => performance.now());
	});
	afterEach(async () => {
		facts.close();
		await proxy.stop();
	});

	interface Asked extends Partial<Wanted> {
		readonly client?: string;
		readonly sender?: string;
		readonly timeout?: number;
		readonly servers?: readonly string[];
	}

	function find(asked: Asked): Promise<Found> {
		const { client = "192.0.2.10", sender = "alice@sender.example", spf = false, lists = [] } = asked;
		const { timeout = 4, servers = [proxy.address] } = asked;
		return facts.find({
			attempt: { ...anAttempt, client, sender },
			wanted: { spf, lists },
			dns: { whitelistSpf: false, timeout, servers: [...servers] },
		});
	}

	it("tell SPF and lists together, with what they say", async () => {
		const found = await find({ spf: true, lists: ["bl.example"] });
		expect(found.facts.spf).toBe("pass");
		expect(found.facts.lists?.["bl.example"]?.toSorted()).toEqual(["127.0.0.10", "127.0.0.4"]);
		expect(found.told.map(({ fact, answer, cached }) => [fact, answer.replace(/ as .*/, ""), cached])).toEqual([
			["spf", "pass", false],
			["bl.example", "listed", false],
		]);
	});

	it("of a client that is not listed, and of one by IPv6", async () => {
		expect((await find({ client: "198.51.100.1", lists: ["bl.example"] })).facts.lists).toEqual({ "bl.example": [] });
		const byV6 = await find({ client: "2001:db8::10", spf: true, lists: ["bl.example"] });
		expect(byV6.facts).toEqual({ spf: "fail", lists: { "bl.example": ["127.0.0.3"] } });
	});

	it("are remembered: the second mail asks nobody", async () => {
		await find({ spf: true, lists: ["bl.example"] });
		const before = proxy.asked().length;
		const again = await find({ spf: true, lists: ["bl.example"] });
		expect([proxy.asked().length, again.told.every(({ cached }) => cached)]).toEqual([before, true]);
	});

	it("are remembered as far as a bound of bytes goes: strangers write them", async () => {
		const cached = async (at: number) => {
			const found = await find({ spf: true, sender: `a@n${at}.huge.example`, servers: [server.address] });
			return [found.facts.spf, found.told[0]?.cached];
		};
		for (let at = 0; at < 300; at++) expect(await cached(at)).toEqual(["none", false]);
		expect(await cached(299)).toEqual(["none", true]);
		expect(await cached(0)).toEqual(["none", false]);
	});

	it("asked for by many mails at once are asked for once", async () => {
		proxy.trick("", { kind: "delay", milliseconds: 100 });
		const all = await Promise.all(Array.from({ length: 50 }, () => find({ spf: true, lists: ["bl.example"] })));
		expect(new Set(all.map((found) => JSON.stringify(found.facts))).size).toBe(1);
		expect(new Set(proxy.asked()).size).toBe(proxy.asked().length);
	});

	describe("are unknown, and the sender's trouble,", () => {
		it("where its servers fail, and the rest is told all the same", async () => {
			proxy.trick("sender.example", { kind: "code", code: "SERVFAIL" });
			const found = await find({ spf: true, lists: ["bl.example"] });
			expect(found.facts).toMatchObject({ spf: "unknown", lists: { "bl.example": expect.any(Array) } });
			expect(found.facts.resolverDown).toBeUndefined();
			expect(facts.status().state).toBe("up");
		});

		it("where its servers are silent, within the time there is", async () => {
			proxy.trick("pool.example", { kind: "silence" });
			const found = await find({ spf: true, timeout: 1 });
			expect(found.facts).toEqual({ spf: "unknown" });
			expect(found.told[0]?.why).toContain("no answer in time");
		});

		it("where they are slow; what comes late serves the next mail", async () => {
			proxy.trick("pool.example", { kind: "delay", milliseconds: 1200 });
			expect((await find({ spf: true, timeout: 1 })).facts).toEqual({ spf: "unknown" });
			proxy.trick("pool.example", null);
			await expect
				.poll(() => find({ spf: true, timeout: 1 }), { timeout: 15_000 })
				.toMatchObject({ facts: { spf: "pass" } });
		});

		it("where he makes one name after the other slow: the last is left no time, and our resolver is not down for that", async () => {
			proxy.trick("slow.example", { kind: "silence" });
			const found = await find({ spf: true, sender: "a@ptr.example", timeout: 1 });
			expect(found.facts).toEqual({ spf: "unknown" });
			expect(facts.status().state).toBe("up");
			expect(proxy.asked()).not.toContain("two.slow.example");
		});

		it("where the domain does not exist that is no trouble: it has no SPF", async () => {
			expect((await find({ spf: true, sender: "a@nowhere.example" })).facts).toEqual({ spf: "none" });
		});
	});

	describe("are unknown, and the trouble is ours,", () => {
		it("where our resolver is silent", async () => {
			proxy.trick("", { kind: "silence" });
			expect((await find({ spf: true, lists: ["bl.example"], timeout: 1 })).facts).toEqual({
				spf: "unknown",
				lists: { "bl.example": null },
				resolverDown: true,
			});
			expect(facts.status().state).toBe("down");
		});

		it("where nothing listens there, or it refuses everybody", async () => {
			const nobody = `127.0.0.1:${await freeUdpPort()}`;
			expect((await find({ spf: true, servers: [nobody] })).facts.resolverDown).toBe(true);
			proxy.trick("", { kind: "code", code: "REFUSED" });
			expect((await find({ spf: true })).facts.resolverDown).toBe(true);
		});

		it("then no mail waits for it any more, and all is well when it answers again", async () => {
			proxy.trick("", { kind: "silence" });
			await find({ spf: true, timeout: 1 });
			const before = proxy.asked().length;
			expect((await find({ spf: true, timeout: 1 })).facts.resolverDown).toBe(true);
			expect(
				proxy
					.asked()
					.slice(before)
					.filter((name) => name !== ""),
			).toEqual([]);
			proxy.trick("", null);
			await expect.poll(() => facts.status().state, { timeout: 10_000 }).toBe("up");
			expect((await find({ spf: true, timeout: 1 })).facts).toEqual({ spf: "pass" });
		});

		it("and it is up with its next answer, though it tells nothing of the root", async () => {
			proxy.trick("", { kind: "code", code: "REFUSED" });
			proxy.trick("example", { kind: "delay", milliseconds: 0 });
			proxy.trick("sender.example", { kind: "code", code: "SERVFAIL" });
			expect((await find({ spf: true })).facts.resolverDown).toBe(true);
			proxy.trick("sender.example", null);
			await expect
				.poll(() => find({ spf: true }), { timeout: 10_000 })
				.toEqual(expect.objectContaining({ facts: { spf: "pass" } }));
		});

		it("a second resolver stands in for one that is dead", async () => {
			const nobody = `127.0.0.1:${await freeUdpPort()}`;
			expect((await find({ spf: true, timeout: 3, servers: [nobody, proxy.address] })).facts).toEqual({ spf: "pass" });
		});
	});

	describe("of a list that cannot be believed are unknown, and told:", () => {
		const problemOf = async (list: string) => {
			const found = await find({ lists: [list] });
			expect(found.facts).toEqual({ spf: "unknown", lists: { [list]: null } });
			return facts.status().lists.find(({ name }) => name === list)?.problem;
		};

		it("one that lists everybody", async () => {
			expect(await problemOf("wild.example")).toContain("lists every address");
		});

		it("one that is dead, and lists nobody", async () => {
			expect(await problemOf("dead.example")).toContain("lacks the test entry");
		});

		it("one that refuses our resolver in the form of a listing", async () => {
			proxy.trick("bl.example", { kind: "address", address: "127.255.255.254" });
			expect(await problemOf("bl.example")).toContain("refuses to answer our resolver (127.255.255.254)");
		});

		it("one in whose place somebody else answers", async () => {
			proxy.trick("10.2.0.192.bl.example", { kind: "address", address: "203.0.113.9" });
			expect(await problemOf("bl.example")).toContain("answers 203.0.113.9");
		});
	});

	it("of a flood of names nobody answers for are unknown, and its questions bounded; other mail is told all the same", async () => {
		proxy.trick("flood.example", { kind: "silence" });
		const flood = Array.from({ length: 1100 }, (_, n) =>
			find({ spf: true, sender: `a@n${n}.flood.example`, timeout: 4 }),
		);
		const found = await Promise.all(flood);
		expect(found.every(({ facts: { spf, resolverDown } }) => spf === "unknown" && resolverDown === undefined)).toBe(
			true,
		);
		expect(facts.status()).toMatchObject({ state: "up", questions: { refused: 100 } });
	});

	it("end at once when the daemon ends", async () => {
		proxy.trick("", { kind: "silence" });
		const found = find({ spf: true, timeout: 600 });
		await expect.poll(() => proxy.asked().length).toBeGreaterThan(0);
		facts.close();
		expect((await found).facts.resolverDown).toBe(true);
	});
});
