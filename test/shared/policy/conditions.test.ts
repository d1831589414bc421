/** Conditions about SPF, DNS lists and names: what passes by them, what is unknown, and what is refused as a line. */
import { describe, expect, it, test } from "vitest";
import { noFacts } from "../../../shared/policy/attempt.ts";
import { conditionLineOf } from "../../../shared/policy/conditions.ts";
import { factsWanted } from "../../../shared/policy/facts-wanted.ts";
import { defaultSettings, settingsSchema } from "../../../shared/policy/settings.ts";
import { givenSettingsSchema } from "../../../shared/policy/settings-given.ts";
import { readSettings } from "../../../shared/policy/settings-read.ts";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { proves } from "./proves.ts";
import { attemptFrom, createStage, type SettingsInput, START } from "./script.ts";

const alice: WhitelistEntry = {
	id: "w1",
	kind: "sender",
	pattern: "alice@example.net",
	reason: "",
	owner: "",
	addedAt: START,
	expiresAt: null,
};

describe("mail that fulfils a line of passWhen", () => {
	proves(
		"passes at once where all of it holds, and waits where one part does not",
		`
		0s  192.0.2.10 mx.example.net a@example.net bob@dest.test spf=pass                      pass exempt rule=conditions
		0s  192.0.2.11 - a@example.net bob@dest.test spf=pass                                   defer new
		0s  192.0.2.12 mx.example.net a@example.net bob@dest.test spf=fail                      defer new
		0s  192.0.2.13 - a@example.com bob@dest.test lists=wl.test/127.0.5.2                    pass exempt rule=conditions
		0s  198.51.100.1 - a@example.com bob@dest.test lists=wl.test/127.0.5.0                  defer new
		0s  198.51.101.1 - a@example.com bob@dest.test lists=wl.test/-                          defer new
		`,
		{ settings: { passWhen: ["spf=pass ptr=verified", "dnswl=wl.test=127.0.[0..255].[1..3]"] } },
	);

	proves(
		"where it is listed nowhere passes, so that only the suspicious waits",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test lists=bl.test/-           pass exempt
		0s  198.51.100.1 - a@example.net bob@dest.test lists=bl.test/127.0.0.4 defer new
		0s  198.51.101.1 - a@example.net bob@dest.test lists=bl.test/?         defer new
		`.replaceAll(" defer", "  defer"),
		{ settings: { passWhen: ["not dnsbl=bl.test"] } },
	);

	proves(
		"by its name: verified, in the sender's domain, of a line, or none",
		`
		0s  192.0.2.10 mx.example.com a@example.net x@aligned.test                   defer new
		0s  192.0.2.10 mx.example.net a@example.net x@aligned.test                   pass exempt
		0s  192.0.2.10 host-192-0-2-10.example.net a@example.net x@named.test        defer new
		0s  192.0.2.10 mx.example.net a@example.net x@named.test                     pass exempt
		0s  198.51.100.1 - a@example.net x@named.test                                defer new
		`,
		{
			settings: {
				overrides: ['aligned.test passWhen="ptr=aligned"', 'named.test passWhen="ptr=verified not ptr=generic"'],
			},
		},
	);

	proves(
		"leaves what has waited as it is: a retry is a retry, and earns what it earns",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test spf=none       defer new
		30s 192.0.2.10 - a@example.net bob@dest.test spf=pass       pass exempt ours=30
		61s 192.0.2.10 - a@example.net carl@dest.test spf=none      defer new
		122s 192.0.2.10 - a@example.net carl@dest.test spf=pass     pass after-delay earned=true
		123s 192.0.2.10 - a@example.net carl@dest.test spf=fail     pass known
		`,
		{ settings: { passWhen: ["spf=pass"] } },
	);

	proves(
		"gets one answer for one message, however the DNS changes its mind",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test spf=none instance=a1       defer new
		1s  192.0.2.10 - a@example.net bob@dest.test spf=pass instance=a1       defer new
		`,
		{ settings: { passWhen: ["spf=pass"] } },
	);
});

describe("what is not known", () => {
	const settings: SettingsInput = { passWhen: ["spf=pass dnswl=wl.test"] };

	proves(
		"because the sender's names cannot be resolved, is plain greylisting",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test lists=wl.test/?                      defer new
		0s  198.51.100.1 - a@example.net bob@dest.test spf=pass lists=wl.test/?           defer new
		`,
		{ settings },
	);

	proves(
		"because our own resolver is down, passes, but not where it would have waited anyhow",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test resolver=down lists=wl.test/?                 pass open rule=conditions
		0s  198.51.100.1 - a@example.net bob@dest.test resolver=down lists=wl.test/-               defer new
		0s  198.51.101.1 - a@example.net bob@dest.test spf=fail resolver=down lists=wl.test/?      defer new
		`,
		{ settings },
	);
});

describe("a sender on the whitelist", () => {
	const settings: SettingsInput = { dns: { whitelistSpf: true } };

	proves(
		"passes by SPF, waits without it, and passes where our resolver is down",
		`
		0s  192.0.2.10 - alice@example.net bob@dest.test spf=pass            pass whitelisted
		0s  192.0.2.10 - alice@example.net bob@dest.test spf=softfail        defer new
		0s  192.0.2.10 - alice@example.net carl@dest.test resolver=down      pass open
		0s  192.0.2.10 - other@example.net carl@dest.test resolver=down      defer new
		`,
		{ settings, lists: [alice] },
	);
});

describe("the DNS is asked", () => {
	const want = (words: string, settings: SettingsInput, lists: readonly WhitelistEntry[] = []) => {
		const stage = createStage(settings, lists);
		return factsWanted(stage.question(attemptFrom(words.split(" "), "i1").attempt, START));
	};
	const plain = "192.0.2.10 - alice@example.net bob@dest.test";
	const byDns = { passWhen: ["spf=pass dnswl=wl.test", "not dnsbl=bl.test ptr=verified"] };

	it("nothing where nobody set a condition", () => {
		expect(want(plain, {}, [alice])).toBeNull();
	});

	it("only what can still decide", () => {
		expect(want(plain, byDns)).toEqual({ spf: true, lists: ["wl.test"] });
		expect(want(plain.replace("-", "mx.example.org"), byDns)).toEqual({ spf: true, lists: ["wl.test", "bl.test"] });
		expect(want(plain, { passWhen: ["ptr=verified spf=pass"] })).toBeNull();
		expect(want(plain.replace("-", "mx.example.org"), { passWhen: ["ptr=verified"] })).toBeNull();
	});

	it("nothing where an earlier rule lets it pass", () => {
		expect(want(`${plain} sasl=dave`, byDns)).toBeNull();
		expect(want(plain.replace("bob@", "postmaster@"), byDns)).toBeNull();
		expect(want(plain.replace("-", "mx.example.net"), { ...byDns, dns: { whitelistSpf: true } }, [alice])).toBeNull();
	});

	it("for the SPF of a whitelisted sender without a name in its domain, where that is set", () => {
		expect(want(plain, { dns: { whitelistSpf: true } }, [alice])).toEqual({ spf: true, lists: [] });
		expect(want(plain.replace("alice@", "other@"), { dns: { whitelistSpf: true } }, [alice])).toBeNull();
	});

	it("nothing for what is known, or has waited long enough", () => {
		const stage = createStage(byDns);
		const { attempt } = attemptFrom(plain.split(" "), "i1");
		const asksAt = (instance: string, seconds: number) =>
			factsWanted(stage.question({ ...attempt, instance }, START + seconds * 1000)) !== null;
		stage.ask(attempt, START, noFacts);
		expect([asksAt("i1", 5), asksAt("i2", 5), asksAt("i2", 61)]).toEqual([false, true, false]);
		stage.ask({ ...attempt, instance: "i2" }, START + 61_000, noFacts);
		expect(asksAt("i3", 62)).toBe(false);
	});
});

describe("a line", () => {
	it.each(["spf=pass", "SPF=Pass PTR=aligned", "not dnsbl=zen.spamhaus.org=127.0.0.[2;4..7]", "dnswl=list.dnswl.org"])(
		"is taken: %s",
		(text) => expect(conditionLineOf(text).ok).toBe(true),
	);

	it.each([
		["", "A line is made of conditions"],
		["not", "A line is made of conditions"],
		["spf", "no condition"],
		["spf=maybe", "spf is one of pass"],
		["ptr=good", "ptr is one of verified"],
		["dnsbl=zen", "no name of a list"],
		["dnsbl=zen.spamhaus.org=127.0.0", "filters no codes"],
		["dnsbl=zen.spamhaus.org=127.0.0.[9..2]", "filters no codes"],
		["geoip=de", "no condition"],
	])("is refused with a way to write it: %s", (text, words) => {
		const line = conditionLineOf(text);
		expect(!line.ok && line.problem).toContain(words);
	});

	test("that is refused is refused in the settings too, of all recipients and of some", () => {
		const given = (change: SettingsInput) => {
			const result = givenSettingsSchema.safeParse(settingsSchema.parse(change));
			return result.success ? [] : result.error.issues.map(({ path }) => path.join("."));
		};
		expect(given({ passWhen: ["spf=pass", "spf=maybe"] })).toEqual(["passWhen.1"]);
		expect(given({ overrides: ["dest.test passWhen=spf=maybe"] })).toEqual(["overrides.0"]);
		expect(given({ dns: { servers: ["127.0.0.1", "[::1]:5353", "::1"] } })).toEqual([]);
		expect(given({ dns: { servers: ["resolver.example", "127.0.0.1:0"] } })).toEqual([
			"dns.servers.0",
			"dns.servers.1",
		]);
	});
});

test("a journal from before there were conditions goes on without them", () => {
	const { passWhen, dns, ...before } = defaultSettings;
	expect(readSettings(before as typeof defaultSettings)).toEqual(defaultSettings);
	expect([passWhen, dns.whitelistSpf]).toEqual([[], false]);
});
