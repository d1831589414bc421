/** Approvals over time, and of several people: when they end, what is beneath them, what a purge takes with it. */
import { describe } from "vitest";
import { proves } from "./proves.ts";

describe("an approval of a mail that was given up", () => {
	proves(
		"stands: the sweep does not accuse it a second time, and undo withdraws it",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		2d     sweep                                            swept never-retried
		2d     approve-last                                     done 1
		2d1s   sweep                                            swept nothing
		2d1s   show 192.0.2.10                                  approved
		2d2s   undo                                             done 1
		2d2s   show 192.0.2.10                                  expired
		2d3s   sweep                                            swept nothing
		3d     192.0.2.10 - alice@example.net bob@dest.test     pass returned-late
		`,
	);
	proves(
		"ends, and the mail is given up as before, counted once",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		2d     sweep                                            swept never-retried
		2d     approve-last until=1h                            done 1
		50h    sweep                                            swept forgotten forgotten
		50h    show 192.0.2.10                                  expired
		51h    sweep                                            swept nothing
		`,
	);
	proves(
		"is used by another client: the mail is given up here, counted once",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		2d     sweep                                            swept never-retried
		2d     approve-last until=1h                            done 1
		48h5m  203.0.113.9 - alice@example.net bob@dest.test    pass approved
		48h6m  sweep                                            swept forgotten
		48h6m  show 192.0.2.10                                  expired
		`,
	);
});

describe("an approval that goes on behind the retry window", () => {
	proves(
		"keeps its mail approved until it ends",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last until=7d                            done 1
		3d     sweep                                            swept nothing
		3d     show 192.0.2.10                                  approved
		6d     192.0.2.10 - alice@example.net bob@dest.test     pass approved
		`,
	);
	proves(
		"can be undone then",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last until=4d                            done 1
		3d     undo                                             done 1
		3d     sweep                                            swept never-retried
		`,
	);
	proves(
		"can be undone where the row is forgotten by then",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		0s     203.0.113.9 - alice@example.net bob@dest.test    defer new
		1s     approve-of 192.0.2.10 203.0.113.9 as=A           done 2
		2s     purge-of 192.0.2.10                              done 1
		3s     undo A                                           done 2
		4s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		`,
	);
});

describe("a row whose approval has ended", () => {
	proves(
		"waits again, for its old time, and may pass as one that waited",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last until=10s                           done 1
		20s    sweep                                            swept forgotten forgotten
		20s    show 192.0.2.10                                  waiting
		30s    192.0.2.10 - alice@example.net bob@dest.test     defer early left=30
		`,
	);
});

describe("a mail that several people approved", () => {
	const siblings = `
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		0s     203.0.113.9 - alice@example.net bob@dest.test    defer new`;
	proves(
		"stays approved by the first where the second takes theirs back",
		`${siblings}
		1s     approve-of 192.0.2.10 as=A                       done 1
		2s     approve-of 203.0.113.9 until=1h as=B             done 1
		3s     undo B                                           done 1
		4s     show 192.0.2.10 203.0.113.9                      approved waiting
		5s     192.0.2.10 - alice@example.net bob@dest.test     pass approved
		6s     undo A                                           done 0, but: already delivered at 00:00 UTC; purge it to let its next mail wait again
		`,
	);
	proves(
		"stays approved by the second where the first takes theirs back, and no longer than the second said",
		`${siblings}
		1s     approve-of 192.0.2.10 as=A                       done 1
		2s     approve-of 203.0.113.9 until=1h as=B             done 1
		3s     undo A                                           done 1
		4s     show 192.0.2.10 203.0.113.9                      waiting approved
		59m    203.0.113.77 - alice@example.net bob@dest.test   pass approved
		2h     198.51.100.5 - alice@example.net bob@dest.test   defer new
		`,
	);
	proves(
		"waits again where both take it back, in whichever order",
		`${siblings}
		1s     approve-of 192.0.2.10 as=A                       done 1
		2s     approve-of 203.0.113.9 until=1h as=B             done 1
		3s     undo A                                           done 1
		4s     undo B                                           done 1
		5s     192.0.2.10 - alice@example.net bob@dest.test     defer early
		6s     203.0.113.9 - alice@example.net bob@dest.test    defer early
		`,
	);
	proves(
		"is approved until the later end, whoever was last",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last until=1d                            done 1
		2s     approve alice@example.net bob@dest.test until=5s   done 1
		20s    sweep                                            swept nothing
		30s    192.0.2.10 - alice@example.net bob@dest.test     pass approved
		`,
	);
	proves(
		"keeps its approval while another row rests on it that is not purged",
		`${siblings}
		1s     approve-of 192.0.2.10 203.0.113.9                done 2
		2s     purge-of 192.0.2.10                              done 1
		3s     show 203.0.113.9                                 approved
		4s     203.0.113.9 - alice@example.net bob@dest.test    pass approved
		`,
	);
	proves(
		"loses it with the last of them",
		`${siblings}
		1s     approve-of 192.0.2.10 203.0.113.9                done 2
		2s     purge-of 192.0.2.10 203.0.113.9                  done 2
		3s     203.0.113.9 - alice@example.net bob@dest.test    defer new
		`,
	);
});

describe("a purge that is undone", () => {
	proves(
		"brings the approval back that went with it",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last                                     done 1
		2s     purge-last                                       done 1
		3s     undo                                             done 1
		3s     show 192.0.2.10                                  approved
		4s     192.0.2.10 - alice@example.net bob@dest.test     pass approved
		`,
	);
	proves(
		"brings none back that was undone or has ended meanwhile, and says so",
		`
		0s     192.0.2.10 - alice@example.net bob@dest.test     defer new
		1s     approve-last until=1h as=A                       done 1
		2s     purge-last as=P                                  done 1
		2h     undo P                                           done 1, but: It waits again: its approval has ended or was taken back meanwhile
		2h     192.0.2.10 - alice@example.net bob@dest.test     pass after-delay
		`,
	);
});

describe("an approval narrowed to a network", () => {
	proves(
		"covers its clients, whether they have a name or not",
		`
		0s     approve alice@example.net bob@dest.test 192.0.2.0/24       done 1
		0s     approve alice@example.net bob@dest.test 2001:db8::/48      done 1
		1s     192.0.2.10 mx.example.org alice@example.net bob@dest.test  pass approved
		1s     192.0.2.11 - alice@example.net bob@dest.test               pass approved
		1s     2001:db8:0:7::1 mx.example.com alice@example.net bob@dest.test   pass approved
		1s     198.51.100.1 - alice@example.net bob@dest.test             defer new
		`,
	);
	proves(
		"is refused where no client would be looked up by it",
		`
		0s     approve alice@example.net bob@dest.test 192.0.2.0/28       refused: An approval covers an address or a /24 network: for another one, add a whitelist entry that ends
		0s     approve alice@example.net bob@dest.test 2001:db8::/32      refused: An approval covers an address or a /64 or /48 network: for another one, add a whitelist entry that ends
		`,
	);
	proves(
		"by the width of the triplets' key, too; a domain counts though the key is the address",
		`
		0s     approve alice@example.net bob@dest.test 192.0.0.0/20                done 1
		0s     approve dora@example.net bob@dest.test mx.example.org               done 1
		1s     192.0.2.10 mx.example.com alice@example.net bob@dest.test           pass approved
		1s     198.51.100.1 mx9.example.org dora@example.net bob@dest.test         pass approved
		`,
		{ settings: { ipv4Prefix: 20, clientKey: "address" } },
	);
});
