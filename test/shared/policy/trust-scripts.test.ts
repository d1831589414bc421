/** Who is not asked to wait, as scripts: exemptions, whitelists, and mail that waits when one of them comes. */
import { describe } from "vitest";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { proves } from "./proves.ts";
import { START } from "./script.ts";

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
