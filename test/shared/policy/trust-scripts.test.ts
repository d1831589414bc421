/** Who is not asked to wait, as scripts: exemptions, whitelists, earned trust; and what bounds the memory. */
import { describe } from "vitest";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { proves } from "./proves.ts";
import { type SettingsInput, START } from "./script.ts";

function entry(kind: WhitelistEntry["kind"], pattern: string, expiresAt: number | null = null): WhitelistEntry {
	return { id: `${kind} ${pattern}`, kind, pattern, reason: "", owner: "test", addedAt: START, expiresAt };
}

describe("exempt", () => {
	proves(
		"authenticated users, trusted networks, postmaster, abuse and the null sender at RCPT pass",
		`
		0s   192.0.2.10 - alice@example.net bob@dest.test sasl=alice      pass exempt rule=exempt
		0s   10.1.2.3 - alice@example.net bob@dest.test                   pass exempt
		0s   2001:db8:7::5 - alice@example.net bob@dest.test              pass exempt
		0s   192.0.2.10 - alice@example.net postmaster@dest.test          pass exempt
		0s   192.0.2.10 - alice@example.net Abuse@dest.test               pass exempt
		0s   192.0.2.10 - alice@example.net postmaster                    pass exempt
		0s   192.0.2.10 - <> bob@dest.test                                pass exempt
		0s   192.0.2.10 - <> bob@dest.test at=DATA                        pass exempt
		0s   192.0.2.10 - alice@example.net bob@dest.test                 defer new rule=triplet
		`,
		{ settings: { trustedNetworks: ["10.0.0.0/8", "2001:db8:7::/48"] } },
	);
	proves("loopback is not exempt by itself", "0s  127.0.0.1 localhost alice@example.net bob@dest.test  defer new");
	proves(
		"only mail to our own domains is greylisted, where they are given",
		`
		0s   192.0.2.10 - alice@example.net bob@Dest.test      defer new
		0s   192.0.2.10 - alice@example.net bob@other.test     pass exempt
		`,
		{ settings: { recipientDomains: ["dest.test"] } },
	);
	proves(
		"the null sender can be decided at DATA",
		`
		0s   192.0.2.10 - <> bob@dest.test              pass exempt
		1s   192.0.2.10 - <> bob@dest.test at=DATA      defer new
		62s  192.0.2.10 - <> bob@dest.test              pass exempt
		63s  192.0.2.10 - <> bob@dest.test at=DATA      pass after-delay
		`,
		{ settings: { nullSender: "at-data" } },
	);
});

describe("whitelists", () => {
	const lists = [
		entry("client", "192.0.2.10"),
		entry("network", "198.51.100.0/24"),
		entry("network", "2001:db8:5::/48"),
		entry("name", "mail.partner.example"),
		entry("name", "*.pool.example"),
		entry("recipient", "open@dest.test"),
		entry("recipient", "noc@"),
		entry("recipient", "fast.test"),
		entry("sender", "boss@example.org"),
		entry("sender", "example.com"),
		entry("network", "203.0.113.0/24", START + 60_000),
	];
	proves(
		"match by address, network, verified name and recipient",
		`
		0s   192.0.2.10 - alice@example.net bob@dest.test                            pass whitelisted rule=whitelist
		0s   192.0.2.11 - alice@example.net bob@dest.test                            defer new
		0s   198.51.100.77 - alice@example.net bob@dest.test                         pass whitelisted
		0s   2001:db8:5:1::9 - alice@example.net bob@dest.test                       pass whitelisted
		0s   192.0.2.12 mail.partner.example alice@example.net dan@dest.test         pass whitelisted
		0s   192.0.2.12 other.partner.example alice@example.net dan@dest.test        defer new
		0s   192.0.2.12 a.b.pool.example alice@example.net dan@dest.test             pass whitelisted
		0s   192.0.2.12 pool.example alice@example.net eve@dest.test                 defer new
		0s   192.0.2.12 - alice@example.net OPEN@dest.test                           pass whitelisted
		0s   192.0.2.12 - alice@example.net noc@dest.test                            pass whitelisted
		0s   192.0.2.12 - alice@example.net anyone@fast.test                         pass whitelisted
		`,
		{ lists },
	);
	proves(
		"a sender alone proves nothing: it needs SPF pass or a verified name in its domain",
		`
		0s   192.0.2.12 - boss@example.org bob@dest.test                             defer new
		0s   192.0.2.12 - boss@example.org bob@dest.test spf=pass                    pass whitelisted
		0s   192.0.2.13 mx.example.org boss@example.org bob@dest.test                pass whitelisted
		0s   192.0.2.13 mx.elsewhere.example boss@example.org bob@dest.test          defer new
		0s   192.0.2.13 mx.example.com anyone@example.com bob@dest.test              pass whitelisted
		`,
		{ lists },
	);
	proves(
		"a triplet that is known lives on by its use, though its mail is whitelisted meanwhile",
		`
		0s    203.0.113.4 - alice@example.net bob@dest.test              defer new
		1m    203.0.113.4 - alice@example.net bob@dest.test              pass after-delay
		30d   203.0.113.4 - alice@example.net bob@dest.test sasl=alice   pass exempt state=passed ours=null
		60d   203.0.113.4 - alice@example.net bob@dest.test              pass known
		`,
	);
	proves(
		"an entry whose time is over means nothing",
		`
		0s    203.0.113.4 - alice@example.net bob@dest.test     pass whitelisted
		60s   203.0.113.4 - alice@example.net bob@dest.test     defer new
		`,
		{ lists },
	);
});

describe("a waiting mail that no longer has to wait", () => {
	proves(
		"has passed, and nothing about its waiting is told in it: exempt, whitelisted, or by the switch",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test                  defer new
		0s    198.51.100.7 - alice@example.net carol@dest.test              defer new
		0s    203.0.113.9 - alice@example.net dan@dest.test                 defer new
		20s   192.0.2.10 - alice@example.net bob@dest.test sasl=alice       pass exempt delayed=null ours=20 state=waiting
		90s   198.51.100.7 mx.partner.example alice@example.net carol@dest.test   pass whitelisted delayed=null
		90s   203.0.113.9 - alice@example.net dan@dest.test                 pass after-delay delayed=90
		91s   203.0.113.9 - alice@example.net dan@dest.test                 pass known delayed=null
		`,
		{ lists: [entry("name", "mx.partner.example")] },
	);
	proves(
		"has proved nothing where it came too early: it is not known, nor missed, and its end stays",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test      defer new
		0s     192.0.2.10 - dora@example.net bob@dest.test       defer new
		0s     192.0.2.10 - eve@example.net bob@dest.test        defer new
		1s     pass-all 10s                                      done 1
		2s     192.0.2.10 - alice@example.net bob@dest.test      pass open ours=2 state=waiting attempts=2
		2s     192.0.2.10 - dora@example.net bob@dest.test       pass open
		2s     192.0.2.10 - eve@example.net bob@dest.test        pass open
		20s    192.0.2.10 - dora@example.net bob@dest.test       defer early left=40
		70s    192.0.2.10 - eve@example.net bob@dest.test        pass known ours=null earned=false
		49h    sweep                                             swept retried-elsewhere
		6d     192.0.2.10 - alice@example.net bob@dest.test      defer new
		`,
	);
	proves(
		"within the same second tells no second at all, approved or retried",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		0s    approve-last                                     done 1
		0s    192.0.2.10 - alice@example.net bob@dest.test     pass approved delayed=null
		1s    192.0.2.10 - dora@example.net bob@dest.test      defer new left=0
		1s    192.0.2.10 - dora@example.net bob@dest.test      pass after-delay delayed=null
		2s    192.0.2.10 - eve@example.net bob@dest.test       defer new
		3s    192.0.2.10 - eve@example.net bob@dest.test       pass after-delay delayed=1
		`,
		{ settings: { delay: 0 } },
	);
});

describe("auto-whitelists", () => {
	const quick: SettingsInput = { autoWhitelist: { passes: 3, apart: 3600, distinct: 3, idle: 86_400 } };
	const proof = `
		0s       192.0.2.10 mx.example.net alice@example.net bob@dest.test      defer new
		61s      192.0.2.10 mx.example.net alice@example.net bob@dest.test      pass after-delay earned=true
		0s       192.0.2.10 mx.example.net alice@example.net carol@dest.test    defer new
		62s      192.0.2.10 mx.example.net alice@example.net carol@dest.test    pass after-delay
		1h       192.0.2.10 mx.example.net alice@example.net dan@dest.test      defer new
		1h62s    192.0.2.10 mx.example.net alice@example.net dan@dest.test      pass after-delay
		2h       192.0.2.10 mx.example.net alice@example.net eve@dest.test      defer new
		2h63s    192.0.2.10 mx.example.net alice@example.net eve@dest.test      pass after-delay`;
	proves(
		"three passes an hour apart to three recipients earn trust, for the client and the aligned domain",
		`${proof}
		3h       192.0.2.10 - zoe@other.example new@dest.test                   pass auto-whitelisted rule=auto-whitelist-client used=client:192.0.2.10
		3h       203.0.113.8 mx9.example.net yan@example.net new@dest.test      pass auto-whitelisted rule=auto-whitelist-domain used=domain:example.net
		3h       203.0.113.8 mx9.example.net yan@other.example new@dest.test    defer new
		3h       203.0.113.8 - yan@example.net new@dest.test                    defer new
		1d3h     192.0.2.10 - yan@other.example new@dest.test                   defer new
		`,
		{ settings: quick },
	);
	proves(
		"each use begins the idle time anew",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test      defer new
		1m     192.0.2.10 - a@example.net bob@dest.test      pass after-delay
		20h    192.0.2.10 - b@example.net bob@dest.test      pass auto-whitelisted
		40h    192.0.2.10 - c@example.net bob@dest.test      pass auto-whitelisted
		3d     192.0.2.10 - d@example.net bob@dest.test      defer new
		`,
		{ settings: { autoWhitelist: { passes: 1, apart: 0, distinct: 1, idle: 86_400 } } },
	);
	proves(
		"two of them within an hour count once",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test      defer new
		0s     192.0.2.10 - b@example.net bob@dest.test      defer new
		0s     192.0.2.10 - c@example.net bob@dest.test      defer new
		1m     192.0.2.10 - a@example.net bob@dest.test      pass after-delay
		2m     192.0.2.10 - b@example.net bob@dest.test      pass after-delay
		3m     192.0.2.10 - c@example.net bob@dest.test      pass after-delay
		4m     192.0.2.10 - d@example.net bob@dest.test      defer new
		`,
		{ settings: quick },
	);
	proves(
		"a persistent sender to one recipient earns nothing; three senders do",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test      defer new
		1m     192.0.2.10 - a@example.net bob@dest.test      pass after-delay
		2h     192.0.2.10 - b@example.net bob@dest.test      defer new
		2h1m   192.0.2.10 - b@example.net bob@dest.test      pass after-delay
		4h     192.0.2.10 - b@example.net dan@dest.test      defer new
		4h1m   192.0.2.10 - b@example.net dan@dest.test      pass after-delay
		6h     192.0.2.10 - c@example.net dan@dest.test      defer new
		6h1m   192.0.2.10 - c@example.net dan@dest.test      pass after-delay
		7h     192.0.2.10 - d@example.net dan@dest.test      pass auto-whitelisted
		`,
		{ settings: quick },
	);
	proves(
		"a /64 is one client, and only the full IPv4 address is",
		`
		0s     2001:db8::1 - a@example.net bob@dest.test       defer new
		1m     2001:db8::2 - a@example.net bob@dest.test       pass after-delay
		2m     2001:db8::3 - x@example.net y@dest.test         pass auto-whitelisted used=client:2001:db8::/64
		2m     2001:db8:0:1::3 - x@example.net y@dest.test     defer new
		`,
		{ settings: { autoWhitelist: { passes: 1, apart: 0, distinct: 1 } } },
	);
	proves(
		"a mail that waited when its client earned trust passes with it",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test       defer new
		30s    192.0.2.10 - b@example.net bob@dest.test       defer new
		1m     192.0.2.10 - a@example.net bob@dest.test       pass after-delay
		62s    192.0.2.10 - b@example.net bob@dest.test       pass auto-whitelisted state=waiting delayed=null ours=32 theirs=null
		90s    192.0.2.10 - b@example.net bob@dest.test       pass auto-whitelisted state=passed delayed=null ours=null
		3d     sweep                                          swept nothing
		`,
		{ settings: { autoWhitelist: { passes: 1, apart: 0, distinct: 1 } } },
	);
	proves(
		"switched off, nothing is earned",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test       defer new
		1m     192.0.2.10 - a@example.net bob@dest.test       pass after-delay earned=false
		2m     192.0.2.10 - b@example.net bob@dest.test       defer new
		`,
		{ settings: { autoWhitelist: { enabled: false, passes: 1, apart: 0, distinct: 1 } } },
	);
});

describe("bounds", () => {
	proves(
		"the oldest single waiting triplet makes room; retried and passed ones stay",
		`
		0s     192.0.2.1 - a@example.net b@dest.test      defer new
		1m     192.0.2.1 - a@example.net b@dest.test      pass after-delay
		61s    192.0.3.1 - a@example.net b@dest.test      defer new
		62s    192.0.3.1 - a@example.net b@dest.test      defer early
		63s    192.0.4.1 - a@example.net b@dest.test      defer new
		64s    192.0.5.1 - a@example.net b@dest.test      defer new
		65s    192.0.6.1 - a@example.net b@dest.test      defer new
		66s    192.0.7.1 - a@example.net b@dest.test      defer new
		67s    192.0.8.1 - a@example.net b@dest.test      defer new
		68s    192.0.9.1 - a@example.net b@dest.test      defer new
		69s    192.0.10.1 - a@example.net b@dest.test     defer new
		70s    192.0.11.1 - a@example.net b@dest.test     defer new
		71s    192.0.12.1 - a@example.net b@dest.test     defer new
		72s    192.0.2.1 - a@example.net b@dest.test      pass known
		73s    192.0.3.1 - a@example.net b@dest.test      defer early
		74s    192.0.5.1 - a@example.net b@dest.test      defer early
		75s    192.0.4.1 - a@example.net b@dest.test      defer new
		`,
		{ settings: { maxTriplets: 10, maxShare: 1 } },
	);
	proves(
		"a network has its share, and a full one evicts from itself",
		`
		0s     192.0.9.1 - a@example.net b@dest.test      defer new
		1s     192.0.2.1 - a@example.net b@dest.test      defer new
		2s     192.0.2.1 - b@example.net b@dest.test      defer new
		3s     192.0.2.1 - c@example.net b@dest.test      defer new
		4s     192.0.2.1 - a@example.net b@dest.test      defer new
		5s     192.0.2.1 - c@example.net b@dest.test      defer early
		6s     192.0.9.1 - a@example.net b@dest.test      defer early
		`,
		{ settings: { maxTriplets: 20, maxShare: 0.1 } },
	);
	proves(
		"what cannot be remembered is not deferred",
		`
		0s     192.0.2.1 - a@example.net b@dest.test      defer new
		1s     192.0.2.1 - a@example.net b@dest.test      defer early
		2s     192.0.2.1 - b@example.net b@dest.test      pass overflow state=null
		3s     192.0.3.1 - b@example.net b@dest.test      defer new
		`,
		{ settings: { maxTriplets: 10, maxShare: 0.1 } },
	);
});
