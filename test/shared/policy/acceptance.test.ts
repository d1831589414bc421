/**
 * What the test suites of other greylisters assert, as behaviours of ours: each row runs as a script (script.ts). Where
 * we differ on purpose the row says so and shows what we do; what no engine like ours does stands in
 * acceptance-others.test.ts with the reason. Nothing is copied from them: behaviours only.
 */
import { describe } from "vitest";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { proves } from "./proves.ts";
import { type SettingsInput, START } from "./script.ts";

const five: SettingsInput = { delay: 300 };

function listed(...entries: readonly (readonly [WhitelistEntry["kind"], string])[]): readonly WhitelistEntry[] {
	return entries.map(([kind, pattern]) => ({
		id: `${kind} ${pattern}`,
		kind,
		pattern,
		reason: "",
		owner: "test",
		addedAt: START,
		expiresAt: null,
	}));
}

describe("waiting and coming back", () => {
	proves(
		"rspamd, mtpolicyd, bley: new waits, too early waits on, after the time it passes and is told how long it took",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test   defer new left=300
		5s    192.0.2.10 - a@example.net bob@dest.test   defer early left=295
		301s  192.0.2.10 - a@example.net bob@dest.test   pass after-delay delayed=301
		`,
		{ settings: five },
	);
	proves(
		"iRedAPD, wwhipple: knocking too soon, three times, does not restart the clock",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test   defer new
		100s   192.0.2.10 - a@example.net bob@dest.test   defer early left=200
		200s   192.0.2.10 - a@example.net bob@dest.test   defer early left=100
		299s   192.0.2.10 - a@example.net bob@dest.test   defer early left=1
		300s   192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		`,
		{ settings: five },
	);
	proves(
		"kolab: a retry after six minutes of five passes, over IPv6 too",
		`
		0s   2001:db8::1 - a@example.net bob@dest.test   defer new
		6m   2001:db8::2 - a@example.net bob@dest.test   pass after-delay
		`,
		{ settings: five },
	);
	proves(
		"OpenBSD spamd lets pass one second after the time; we at the very second that we named",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test   defer new left=60
		60s   192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		`,
	);
	proves(
		"s-postgray, spamdyke, greyd: later than the window it is no retry; with us it passes, late, until it is forgotten",
		`
		0s      192.0.2.10 - a@example.net bob@dest.test   defer new
		0s      192.0.2.10 - b@example.net bob@dest.test   defer new
		4h1s    192.0.2.10 - a@example.net bob@dest.test   pass returned-late earned=false
		4d      sweep                                      swept forgotten
		4d1s    192.0.2.10 - b@example.net bob@dest.test   defer new
		`,
		{ settings: { retryWindow: 4 * 3600, forgetAfter: 3 * 86_400 } },
	);
	proves(
		"James and Harris: one hour, four hours, 36 days since the last use",
		`
		0s      192.0.2.10 - a@example.net bob@dest.test   defer new left=3600
		1h      192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		30d     192.0.2.10 - a@example.net bob@dest.test   pass known
		65d     192.0.2.10 - a@example.net bob@dest.test   pass known
		102d    192.0.2.10 - a@example.net bob@dest.test   defer new
		`,
		{ settings: { delay: 3600, retryWindow: 4 * 3600, passLifetime: 36 * 86_400 } },
	);
	proves(
		"horazont asks anew when the time is raised; with us what passed is known, and what waits keeps its time",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test   defer new
		1m    192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		1m    192.0.2.10 - b@example.net bob@dest.test   defer new
		61s   set delay=600                              done 1
		62s   192.0.2.10 - a@example.net bob@dest.test   pass known
		2m    192.0.2.10 - b@example.net bob@dest.test   pass after-delay
		`,
	);
	proves(
		"mongrey: asked twice about one message, it answers alike and counts once; abandoned mail is counted",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test instance=one   defer new attempts=1
		0s   192.0.2.10 - a@example.net bob@dest.test instance=one   defer new attempts=1
		3h   sweep                                                   swept never-retried
		`,
		{ settings: { retryWindow: 7200 } },
	);
	proves(
		"greyd, s-postgray: the same triplet again updates its entry; a full table defers nobody it cannot remember",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test       defer new attempts=1
		1s   192.0.2.10 - a@example.net bob@dest.test       defer early attempts=2
		2s   192.0.2.10 - b@example.net bob@dest.test       defer new
		3s   192.0.2.10 - b@example.net bob@dest.test       defer early
		4s   192.0.2.10 - c@example.net bob@dest.test       pass overflow
		`,
		{ settings: { maxTriplets: 10, maxShare: 0.2 } },
	);
});

describe("who is the same", () => {
	proves(
		"wwhipple, postgrey: a class C is one client; mongrey: the address alone where that is chosen",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test    defer new
		1m   192.0.2.99 - a@example.net bob@dest.test    pass after-delay
		2m   set clientKey=address                       done 1
		3m   192.0.2.10 - z@example.net bob@dest.test    defer new
		5m   192.0.2.99 - z@example.net bob@dest.test    defer new
		`,
	);
	proves(
		"Haraka: a host is known by its domain, unless its name is one of a dial-up pool",
		`
		0s   192.0.2.10 mx1.example.net a@example.net bob@dest.test            defer new
		1m   198.51.100.1 mx2.example.net a@example.net bob@dest.test          pass after-delay
		1m   192.0.2.10 host-192-0-2-10.isp.example a@x.test bob@dest.test     defer new
		3m   198.51.100.1 host-198-51-100-1.isp.example a@x.test bob@dest.test   defer new
		`,
	);
	proves(
		"postgrey, s-postgray: numbers and VERP in a sender are folded",
		`
		0s   192.0.2.10 - list-1234@example.net bob@dest.test                 defer new
		1m   192.0.2.10 - list-5678@example.net bob@dest.test                 pass after-delay
		1m   192.0.2.10 - list+bob=dest.test@example.net bob@dest.test        defer new
		3m   192.0.2.10 - list+carol=dest.test@example.net bob@dest.test      pass after-delay
		`,
	);
	proves(
		"mongrey, spamdyke: the null sender is a sender of its own, and a sender without a domain is one too",
		`
		0s   192.0.2.10 - <> bob@dest.test at=DATA     defer new
		0s   192.0.2.10 - root bob@dest.test           defer new
		1m   192.0.2.10 - <> bob@dest.test at=DATA     pass after-delay
		1m   192.0.2.10 - root bob@dest.test           pass after-delay
		`,
		{ settings: { nullSender: "at-data" } },
	);
	proves(
		"bley: a sender full of bars is let in there; with us nobody talks his way past, it waits as any other",
		`
		0s   192.0.2.10 - a|||||b@example.net bob@dest.test   defer new
		1m   192.0.2.10 - a|||||b@example.net bob@dest.test   pass after-delay
		`,
	);
});

describe("who does not wait", () => {
	proves(
		"daviessm, iRedAPD, Stalwart, mongrey: who logged in, and who comes from a trusted or own network",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test sasl=a   pass exempt
		0s   10.0.0.7 - a@example.net bob@dest.test            pass exempt
		0s   192.0.2.10 - a@example.net bob@dest.test          defer new
		`,
		{ settings: { trustedNetworks: ["10.0.0.0/8"] } },
	);
	proves(
		"bley, Haraka, s-postgray: clients by address, network and name; a domain does not match what only ends like it",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test                     pass whitelisted
		0s   198.51.100.9 - a@example.net bob@dest.test                   pass whitelisted
		0s   198.52.100.9 - a@example.net bob@dest.test                   defer new
		0s   2001:db8:5::9 - a@example.net bob@dest.test                  pass whitelisted
		0s   203.0.113.1 mx.good.test a@example.net bob@dest.test         pass whitelisted
		0s   203.0.113.1 mx.notgood.test a@example.net bob@dest.test      defer new
		0s   203.0.113.1 good.test.evil.test a@example.net bob@dest.test   defer new
		`,
		{
			lists: listed(
				["client", "192.0.2.10"],
				["network", "198.51.100.0/24"],
				["network", "2001:db8:5::/48"],
				["name", "*.good.test"],
			),
		},
	);
	proves(
		"bley, postgrey: postmaster always, and recipients by address, domain and what is below it",
		`
		0s   192.0.2.10 - a@example.net Postmaster@any.test    pass exempt
		0s   192.0.2.10 - a@example.net open@dest.test         pass whitelisted
		0s   192.0.2.10 - a@example.net x@fast.test            pass whitelisted
		0s   192.0.2.10 - a@example.net x@sub.wide.test        pass whitelisted
		0s   192.0.2.10 - a@example.net x@notfast.test         defer new
		`,
		{ lists: listed(["recipient", "open@dest.test"], ["recipient", "fast.test"], ["recipient", "*.wide.test"]) },
	);
	proves(
		"iRedAPD lets every SPF pass in; with us it only proves a sender that is on the list",
		`
		0s   192.0.2.10 - a@good.test bob@dest.test spf=pass    pass whitelisted
		0s   192.0.2.10 - a@good.test bob@dest.test             defer new
		0s   192.0.2.10 - a@bad.test bob@dest.test spf=pass     defer new
		`,
		{ lists: listed(["sender", "good.test"]) },
	);
	proves(
		"greyd, kolab: mail for domains that are not ours is not greylisted; what refuses it comes before us",
		`
		0s   192.0.2.10 - a@example.net bob@elsewhere.test   pass exempt
		0s   192.0.2.10 - a@example.net bob@dest.test        defer new
		`,
		{ settings: { recipientDomains: ["dest.test"] } },
	);
});

describe("different recipients, different settings", () => {
	proves(
		"wwhipple: opted in are a mailbox, a domain, and what is below one",
		`
		0s   192.0.2.10 - a@example.net in@dest.test      defer new
		0s   192.0.2.10 - a@example.net out@dest.test     pass exempt
		0s   192.0.2.10 - a@example.net x@all.test        defer new
		0s   192.0.2.10 - a@example.net x@a.below.test    defer new
		`,
		{ settings: { recipientDomains: ["in@dest.test", "all.test", "*.below.test"] } },
	);
	proves(
		"kolab, iRedAPD, spamdyke: always, never and otherwise, by mailbox and domain, the mailbox first",
		`
		0s   192.0.2.10 - a@example.net never@dest.test    pass exempt
		0s   192.0.2.10 - a@example.net bob@never.test     pass exempt
		0s   192.0.2.10 - a@example.net but@never.test     defer new
		0s   192.0.2.10 - a@example.net bob@slow.test      defer new left=900
		0s   192.0.2.10 - a@example.net bob@dest.test      defer new left=60
		`,
		{
			settings: {
				overrides: [
					"never@dest.test greylist=off",
					"never.test greylist=off",
					"but@never.test greylist=on",
					"slow.test delay=15m",
				],
			},
		},
	);
});

describe("trust that is earned", () => {
	const quick: SettingsInput = { autoWhitelist: { passes: 2, apart: 0, distinct: 2, idle: 86_400 } };
	proves(
		"mtpolicyd, kolab, horazont: after enough full cycles the client waits no more; unused for too long, it begins again",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test     defer new
		61s    192.0.2.10 - a@example.net bob@dest.test     pass after-delay earned=true
		61s    192.0.2.10 - b@example.net carol@dest.test   defer new
		2m5s   192.0.2.10 - b@example.net carol@dest.test   pass after-delay earned=true
		3m     192.0.2.10 - c@example.net dan@dest.test     pass auto-whitelisted
		3d     sweep                                        swept forgotten
		3d     192.0.2.10 - d@example.net dan@dest.test     defer new
		`,
		{ settings: quick },
	);
	proves(
		"iRedAPD and OpenBSD let a whole address in for one triplet that passed; with us it is not enough",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test     defer new
		61s   192.0.2.10 - a@example.net bob@dest.test     pass after-delay
		62s   192.0.2.10 - b@example.net bob@dest.test     defer new
		`,
	);
});
