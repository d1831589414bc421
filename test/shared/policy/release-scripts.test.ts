/** What operators do, as scripts: approved mail and purges, and what the next attempt meets. */
import { describe } from "vitest";
import { proves } from "./proves.ts";

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
		"undo names the first mail that used it",
		`
		0s    approve alice@example.net bob@dest.test          done 1
		62s   203.0.113.9 - alice@example.net bob@dest.test    pass approved
		10m   192.0.2.10 - alice@example.net bob@dest.test     pass approved
		11m   undo                                             done 0, but: already delivered at 00:01 UTC
		`,
	);
	proves(
		"a narrow one that has ended does not stand before a wide one that holds",
		`
		0s     approve alice@example.net bob@dest.test 192.0.2.10          done 1
		10h    approve alice@example.net bob@dest.test                     done 1
		30h    192.0.2.10 - alice@example.net bob@dest.test                pass approved
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
		30s    undo                                             done 1, but: It came again at 00:00 UTC: the newer one stays
		90s    192.0.2.10 - alice@example.net bob@dest.test     pass approved
		91s    purge-last                                       done 1
		92s    undo                                             done 1
		93s    192.0.2.10 - alice@example.net bob@dest.test     pass known
		94s    purge-last                                       done 1
		95s    purge-last                                       refused: Not known (any more): it was forgotten or purged
		`,
	);
	const trusting = { autoWhitelist: { passes: 1, apart: 0, distinct: 1, idle: 86_400 } };
	proves(
		"does not stop mail of a client that proved itself; with its trust it does, and undo brings both back",
		`
		0s     192.0.2.10 mx.example.net alice@example.net bob@dest.test     defer new
		60s    192.0.2.10 mx.example.net alice@example.net bob@dest.test     pass after-delay earned=true
		70s    purge-last                                                    done 1
		71s    192.0.2.10 mx.example.net alice@example.net bob@dest.test     pass auto-whitelisted used=client:192.0.2.10
		80s    undo                                                          done 1
		90s    purge-last and-trust                                          done 1
		91s    203.0.113.7 mx2.example.net dora@example.net bob@dest.test    defer new
		92s    undo                                                          done 1
		93s    203.0.113.7 mx2.example.net dora@example.net bob@dest.test    pass auto-whitelisted used=domain:example.net
		`,
		{ settings: trusting },
	);
	proves(
		"brings trust back though the mail came again, but not when nobody used it for too long",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		60s    192.0.2.10 - alice@example.net bob@dest.test     pass after-delay earned=true
		70s    purge-last and-trust                             done 1
		80s    192.0.2.10 - alice@example.net bob@dest.test     defer new
		90s    undo                                             done 1, but: It came again at 00:01 UTC: the newer one stays
		91s    192.0.2.10 - alice@example.net bob@dest.test     pass auto-whitelisted
		92s    purge-last and-trust                             done 1
		2d     undo                                             done 1, but: Nobody used it for so long that it would have ended by now
		2d     192.0.2.10 - zoe@example.net bob@dest.test       defer new
		`,
		{ settings: trusting },
	);
});
