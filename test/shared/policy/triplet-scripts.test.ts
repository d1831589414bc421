/** The triplet through time, as scripts any postmaster can read: one attempt a line, expected verdict and reason last. */
import { describe } from "vitest";
import { proves } from "./proves.ts";

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
		1m        192.0.2.10 - alice@example.net bob@dest.test   defer new
		1s        192.0.2.10 - alice@example.net bob@dest.test   defer early left=60
		2m        192.0.2.10 - alice@example.net bob@dest.test   pass after-delay theirs=0
		`,
	);
	proves(
		"makes no mail wait for days that was seen by a clock that was wrong: it came again",
		`
		3d        192.0.2.10 - alice@example.net bob@dest.test   defer new
		3d        192.0.2.10 - dora@example.net bob@dest.test    defer new
		1h        192.0.2.10 - alice@example.net bob@dest.test   pass after-delay delayed=null ours=null theirs=null earned=false state=passed
		36d       192.0.2.10 - alice@example.net bob@dest.test   pass known
		1h        192.0.2.10 - dora@example.net bob@dest.test sasl=dora   pass exempt ours=null state=passed
		2h        192.0.2.10 - dora@example.net bob@dest.test    pass known
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
		"asked to wait after all, a mail earns as any other",
		`
		0s    192.0.2.10 - alice@example.net bob@dest.test     pass shadow
		10s   set mode=enforce                                 done 1
		20s   192.0.2.10 - alice@example.net bob@dest.test     defer early left=40
		60s   192.0.2.10 - alice@example.net bob@dest.test     pass after-delay earned=true
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
	proves(
		"nor where it is known there for long",
		`
		0s     198.51.100.1 - a@example.net b@dest.test   defer new
		2m     198.51.100.1 - a@example.net b@dest.test   pass after-delay
		9d     192.0.2.1 - a@example.net b@dest.test      defer new
		9d5m   198.51.100.1 - a@example.net b@dest.test   pass known
		11d1m  sweep                                      swept retried-elsewhere
		`,
	);
	proves(
		"nor where it passed by a client that is never asked to wait; what such a client sent before is another mail",
		`
		0s     192.0.2.9 - c@example.net b@dest.test sasl=c      pass exempt
		1s     192.0.2.1 - a@example.net b@dest.test             defer new
		1s     192.0.2.1 - c@example.net b@dest.test             defer new
		5m     198.51.100.1 - a@example.net b@dest.test sasl=a   pass exempt state=null
		2d1s   sweep                                             swept retried-elsewhere never-retried
		`,
	);
	proves(
		"nor where our own trouble fell into its time: nobody knows whether it came, and late it passes still",
		`
		0s     192.0.2.1 - a@example.net b@dest.test      defer new
		1h     192.0.2.1 - b@example.net b@dest.test      defer new
		10m    trouble 5m                                 done 1
		2d     sweep                                      swept nothing
		2d1h   sweep                                      swept never-retried
		3d     192.0.2.1 - a@example.net b@dest.test      pass returned-late
		`,
	);
});
