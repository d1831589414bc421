/** Earned trust and what bounds the memory, as scripts: clients and senders that proved themselves, and floods. */
import { describe } from "vitest";
import { proves } from "./proves.ts";
import type { SettingsInput } from "./script.ts";

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
