/** The policy, as scripts any postmaster can read: one attempt a line, expected verdict and reason last. */
import { describe, expect, test } from "vitest";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { createStage, expectedOf, play, type SettingsInput, START } from "./script.ts";

interface Under {
	readonly settings?: SettingsInput;
	readonly lists?: readonly WhitelistEntry[];
}

function proves(title: string, script: string, { settings = {}, lists = [] }: Under = {}) {
	test(title, () => {
		expect(play(script, createStage(settings, lists))).toBe(expectedOf(script));
	});
}

function entry(kind: WhitelistEntry["kind"], pattern: string, expiresAt: number | null = null): WhitelistEntry {
	return { id: `${kind} ${pattern}`, kind, pattern, reason: "", owner: "test", addedAt: START, expiresAt };
}

describe("the triplet", () => {
	proves(
		"a second attempt after the delay passes, and the next mail is known",
		`
		0s   192.0.2.10 mail.example.net alice@example.net bob@dest.test   defer new left=60 state=waiting
		61s  192.0.2.10 mail.example.net alice@example.net bob@dest.test   pass after-delay delayed=61 ours=60 theirs=1 state=passed
		2h   192.0.2.10 mail.example.net alice@example.net bob@dest.test   pass known delayed=null ours=null
		`,
	);
	proves(
		"an early retry waits on, and does not restart the clock",
		`
		0s   192.0.2.10 - alice@example.net bob@dest.test   defer new
		20s  192.0.2.10 - alice@example.net bob@dest.test   defer early left=40 attempts=2
		59s  192.0.2.10 - alice@example.net bob@dest.test   defer early left=1 attempts=3
		60s  192.0.2.10 - alice@example.net bob@dest.test   pass after-delay delayed=60 theirs=0 attempts=4
		`,
	);
	proves(
		"the pools of large senders retry from anywhere in their domain",
		`
		0s   192.0.2.10 mail-wr1-f42.google.com alice@example.net bob@dest.test       defer new
		90s  198.51.100.7 mail-ej1-f51.google.com alice@example.net bob@dest.test     pass after-delay
		`,
	);
	proves(
		"without a verified name the network counts, not the address",
		`
		0s   192.0.2.10 - alice@example.net bob@dest.test          defer new
		90s  192.0.2.200 - alice@example.net bob@dest.test         pass after-delay
		0s   2001:db8::1 - alice@example.net bob@dest.test         defer new
		90s  2001:db8::ffff:1 - alice@example.net bob@dest.test    pass after-delay
		90s  198.51.100.1 - alice@example.net bob@dest.test        defer new
		`,
	);
	proves(
		"a generic name is no name",
		`
		0s   203.0.113.5 5-113-0-203.dyn.isp.example alice@example.net bob@dest.test     defer new
		90s  198.51.100.9 9-100-51-198.dyn.isp.example alice@example.net bob@dest.test   defer new
		`,
	);
	proves(
		"by setting, the full address counts",
		`
		0s   192.0.2.10 mail.example.net alice@example.net bob@dest.test   defer new
		90s  192.0.2.11 mail.example.net alice@example.net bob@dest.test   defer new
		`,
		{ settings: { clientKey: "address" } },
	);
	proves(
		"sender, recipient and client make the triplet: another recipient is another one",
		`
		0s   192.0.2.10 - alice@example.net bob@dest.test     defer new
		90s  192.0.2.10 - alice@example.net carol@dest.test   defer new
		90s  192.0.2.10 - dora@example.net bob@dest.test      defer new
		90s  192.0.2.10 - alice@example.net Bob@dest.test     defer new
		90s  192.0.2.10 - Alice@EXAMPLE.net bob@DEST.test     pass after-delay
		`,
	);
	proves(
		"a list that writes a number into its sender is one sender",
		`
		0s   192.0.2.10 - bounce-1001@list.example bob@dest.test   defer new
		90s  192.0.2.10 - bounce-1002@list.example bob@dest.test   pass after-delay
		`,
	);
	proves(
		"a return after the retry window passes, late, and counts for nothing",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test   defer new
		2d1s  192.0.2.10 - alice@example.net bob@dest.test   pass returned-late delayed=172801 earned=false
		2d2s  192.0.2.10 - alice@example.net bob@dest.test   pass known
		`,
	);
	proves(
		"the window counts from the first attempt, however often it was tried between",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test   defer new
		30m    192.0.2.10 - alice@example.net bob@dest.test   defer early
		90m    192.0.2.10 - alice@example.net bob@dest.test   defer early
		121m   192.0.2.10 - alice@example.net bob@dest.test   pass returned-late
		`,
		{ settings: { delay: 7200, retryWindow: 7200 } },
	);
	proves(
		"expired rows, too, are let in when they return late",
		`
		0s      192.0.2.10 - alice@example.net bob@dest.test   defer new
		2d      sweep                                          swept never-retried
		3d      192.0.2.10 - alice@example.net bob@dest.test   pass returned-late
		`,
	);
	proves(
		"after forgetAfter it is new again, swept or not",
		`
		0s      192.0.2.10 - alice@example.net bob@dest.test   defer new
		5d      192.0.2.10 - alice@example.net bob@dest.test   defer new attempts=1
		5d61s   192.0.2.10 - alice@example.net bob@dest.test   pass after-delay
		`,
	);
	proves(
		"passLifetime rolls: 36 days from the last use, not from the first pass",
		`
		0s      192.0.2.10 - alice@example.net bob@dest.test   defer new
		61s     192.0.2.10 - alice@example.net bob@dest.test   pass after-delay
		30d     192.0.2.10 - alice@example.net bob@dest.test   pass known
		60d     192.0.2.10 - alice@example.net bob@dest.test   pass known
		97d     192.0.2.10 - alice@example.net bob@dest.test   defer new
		`,
	);
	proves(
		"the same question gets the same answer",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test instance=a   defer new left=60
		70s   192.0.2.10 - alice@example.net bob@dest.test instance=a   defer new attempts=1
		80s   192.0.2.10 - alice@example.net bob@dest.test instance=b   pass after-delay delayed=80 attempts=2
		81s   192.0.2.10 - alice@example.net bob@dest.test instance=b   pass known delayed=null attempts=2
		90s   192.0.2.10 - alice@example.net carol@dest.test instance=   defer new
		160s  192.0.2.10 - alice@example.net carol@dest.test instance=   pass after-delay
		`,
	);
});

describe("a clock that steps back", () => {
	proves(
		"passes nothing before its time, and promises no more than the whole delay",
		`
		1h        192.0.2.10 - alice@example.net bob@dest.test   defer new
		1s        192.0.2.10 - alice@example.net bob@dest.test   defer early left=60
		1h60s     192.0.2.10 - alice@example.net bob@dest.test   pass after-delay theirs=0
		`,
	);
	proves(
		"loses nothing that has passed",
		`
		40d       192.0.2.10 - alice@example.net bob@dest.test   defer new
		40d61s    192.0.2.10 - alice@example.net bob@dest.test   pass after-delay
		1d        192.0.2.10 - alice@example.net bob@dest.test   pass known
		1d        sweep                                          swept nothing
		75d       192.0.2.10 - alice@example.net bob@dest.test   pass known
		`,
	);
});

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
		"an entry whose time is over means nothing",
		`
		0s    203.0.113.4 - alice@example.net bob@dest.test     pass whitelisted
		60s   203.0.113.4 - alice@example.net bob@dest.test     defer new
		`,
		{ lists },
	);
});

describe("approved mail", () => {
	proves(
		"passes at the next attempt, from whichever client, and the sender's row is not missed later",
		`
		0s    192.0.2.10 mail.example.net alice@example.net bob@dest.test     defer new
		10s   approve-last                                                    done 1
		20s   203.0.113.9 other.example.org alice@example.net bob@dest.test   pass approved rule=approved state=passed delayed=null
		30s   203.0.113.9 other.example.org alice@example.net bob@dest.test   pass known
		40s   sweep                                                           swept retried-elsewhere
		`,
	);
	proves(
		"told when it waited here",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		10s   approve-last                                     done 1
		25s   192.0.2.10 - alice@example.net bob@dest.test     pass approved delayed=25 ours=25 theirs=null earned=false
		`,
	);
	proves(
		"may be approved before it ever came, for a day, whatever case was typed",
		`
		0s      approve <Alice@Example.net> BOB@dest.test              done 1
		23h     192.0.2.10 - alice@example.net bob@dest.test           pass approved
		24h     192.0.2.77 - alice+x@example.net bob@dest.test         pass known
		24h     203.0.113.1 - alice@example.net bob@dest.test          defer new
		`,
	);
	proves(
		"narrowed to a client, it covers that one alone",
		`
		0s   approve alice@example.net bob@dest.test 192.0.2.10            done 1
		0s   approve dora@example.net bob@dest.test mx3.example.org        done 1
		1s   203.0.113.1 - alice@example.net bob@dest.test                 defer new
		1s   192.0.2.10 mx.example.org alice@example.net bob@dest.test     pass approved
		1s   203.0.113.1 - dora@example.net bob@dest.test                  defer new
		1s   203.0.113.1 mx9.example.org dora@example.net bob@dest.test    pass approved
		`,
	);
	proves(
		"undo of an unspent approval makes the next attempt wait again, for the old time",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		10s   approve-last                                     done 1
		20s   undo                                             done 1
		30s   192.0.2.10 - alice@example.net bob@dest.test     defer early left=30 state=waiting attempts=2
		60s   192.0.2.10 - alice@example.net bob@dest.test     pass after-delay earned=true
		`,
	);
	proves(
		"undo of a spent approval says so",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		10s   approve-last                                     done 1
		62s   192.0.2.10 - alice@example.net bob@dest.test     pass approved
		2m    undo                                             done 0, but: already delivered at 00:01 UTC; purge it to let its next mail wait again
		3m    203.0.113.1 - alice@example.net bob@dest.test    defer new
		3m    undo                                             refused: An undo cannot be undone: do again what it took back
		`,
	);
	proves(
		"undo says it, too, where another client used it",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		10s   approve-last                                     done 1
		62s   203.0.113.9 - alice@example.net bob@dest.test    pass approved
		2m    undo                                             done 0, but: already delivered at 00:01 UTC, by way of another client
		`,
	);
	proves(
		"what cannot be approved is said",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		10s   approve-last                                     done 1
		11s   approve-last                                     refused: It is approved already, until 16 Mar 00:00 UTC
		62s   192.0.2.10 - alice@example.net bob@dest.test     pass approved
		63s   approve-last                                     refused: It has passed already at 00:01 UTC: nothing is in its way
		64s   approve alice bob@dest.test                      refused: The sender must be a mail address, or <> for the null sender
		65s   approve alice@example.net bob                    refused: The recipient must be a mail address
		66s   approve a@example.net bob@dest.test ???          refused: The client must be an address, a network or a domain
		`,
	);
	proves(
		"an approval that nobody used ends, and the row waits as before",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		3d     192.0.2.10 - alice@example.net bob@dest.test     pass returned-late
		0s     192.0.2.10 - dora@example.net bob@dest.test      defer new
		3d     sweep                                            swept never-retried
		3d     approve-last                                     done 1
		4d     192.0.2.10 - dora@example.net bob@dest.test      pass returned-late state=passed
		`,
	);
});

describe("purge", () => {
	proves(
		"makes the next attempt new, though it was approved; undo puts the row back",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		5s     approve-last                                     done 1
		10s    purge-last                                       done 1
		20s    192.0.2.10 - alice@example.net bob@dest.test     defer new left=60
		30s    undo                                             refused: It came again at 00:00 UTC: the newer one stays
		90s    192.0.2.10 - alice@example.net bob@dest.test     pass after-delay
		91s    purge-last                                       done 1
		92s    undo                                             done 1
		93s    192.0.2.10 - alice@example.net bob@dest.test     pass known
		94s    purge-last                                       done 1
		95s    purge-last                                       refused: Not known (any more): it was forgotten or purged
		`,
	);
});

describe("settings", () => {
	proves(
		"undo puts the settings back, unless somebody changed them since",
		`
		0s    set delay=600                                    done 1
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new left=600
		1s    undo                                             done 1
		2s    192.0.2.10 - dora@example.net bob@dest.test      defer new left=60
		3s    set delay=700                                    done 1
		`,
	);
	proves(
		"a shorter delay shortens no wait that has begun",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     defer new left=60
		1s    set delay=10                                     done 1
		11s   192.0.2.10 - alice@example.net bob@dest.test     defer early left=49
		`,
	);
});

describe("shadow mode", () => {
	proves(
		"defers nothing and earns nothing; told to enforce, it asks nobody who has waited",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     pass shadow state=waiting delayed=null
		20s   192.0.2.10 - alice@example.net bob@dest.test     pass shadow state=waiting
		70s   192.0.2.10 - alice@example.net bob@dest.test     pass shadow state=passed earned=false ours=null
		80s   192.0.2.10 - alice@example.net bob@dest.test     pass known
		0s    192.0.2.10 - dora@example.net bob@dest.test      pass shadow
		100s  set mode=enforce                                 done 1
		110s  192.0.2.10 - dora@example.net bob@dest.test      pass known earned=false delayed=null
		120s  192.0.2.10 - eve@example.net bob@dest.test       defer new
		3d    sweep                                            swept never-retried
		`,
		{ settings: { mode: "shadow" } },
	);
	proves(
		"rows that were let through are not called never retried",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     pass shadow
		3d    sweep                                            swept nothing
		5d    sweep                                            swept forgotten
		`,
		{ settings: { mode: "shadow" } },
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
		"a mail that waited when its client earned trust has passed with it",
		`
		0s     192.0.2.10 - a@example.net bob@dest.test       defer new
		30s    192.0.2.10 - b@example.net bob@dest.test       defer new
		1m     192.0.2.10 - a@example.net bob@dest.test       pass after-delay
		62s    192.0.2.10 - b@example.net bob@dest.test       pass auto-whitelisted state=passed delayed=32 ours=32 theirs=null
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

describe("never retried", () => {
	proves(
		"unless the same sender and recipient passed by another client",
		`
		0s     192.0.2.1 - a@example.net b@dest.test      defer new
		1s     198.51.100.1 - a@example.net b@dest.test   defer new
		2m     198.51.100.1 - a@example.net b@dest.test   pass after-delay
		2m     192.0.2.1 - c@example.net b@dest.test      defer new
		2d     sweep                                      swept retried-elsewhere
		2d2m   sweep                                      swept never-retried
		5d2m   sweep                                      swept forgotten
		`,
	);
});
