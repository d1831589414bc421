/** Clients that open one new triplet after the other, as scripts: off by default, and never for mail that is known. */
import { describe, expect, test } from "vitest";
import { fold } from "../../../shared/policy/fold.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { proves } from "./proves.ts";
import { attemptFrom, createStage, START } from "./script.ts";

const settings = { throttle: 2 };

describe("throttle", () => {
	proves(
		"with two of a network waiting, a third new one is deferred and not remembered; another network is not touched",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test       defer new
		1s    192.0.2.11 - b@example.net bob@dest.test       defer new
		2s    192.0.2.12 - c@example.net bob@dest.test       defer throttled left=60 rule=throttle state=null
		70s   192.0.2.12 - c@example.net bob@dest.test       defer throttled left=60
		70s   198.51.100.1 - c@example.net bob@dest.test     defer new
		`,
		{ settings },
	);
	proves(
		"who comes back passes and makes room: a sender with a queue gets through, a few at a time",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test   defer new
		0s    192.0.2.10 - b@example.net bob@dest.test   defer new
		0s    192.0.2.10 - c@example.net bob@dest.test   defer throttled
		61s   192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		61s   192.0.2.10 - c@example.net bob@dest.test   defer new
		61s   192.0.2.10 - b@example.net bob@dest.test   pass after-delay
		3m    192.0.2.10 - c@example.net bob@dest.test   pass after-delay
		`,
		{ settings },
	);
	proves(
		"what waits, is known, approved, exempt or whitelisted is never throttled",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test              defer new
		61s   192.0.2.10 - a@example.net bob@dest.test              pass after-delay
		62s   192.0.2.10 - b@example.net bob@dest.test              defer new
		62s   192.0.2.10 - c@example.net bob@dest.test              defer new
		63s   192.0.2.10 - d@example.net bob@dest.test              defer throttled
		64s   192.0.2.10 - a@example.net bob@dest.test              pass known
		64s   192.0.2.10 - b@example.net bob@dest.test              defer early
		64s   192.0.2.10 - d@example.net postmaster@dest.test       pass exempt
		65s   approve d@example.net bob@dest.test                   done 1
		66s   192.0.2.10 - d@example.net bob@dest.test              pass approved
		`,
		{ settings },
	);
	proves(
		"a /64 is one client, and what never came back makes room when its window is over",
		`
		0s     2001:db8::1 - a@example.net bob@dest.test       defer new
		0s     2001:db8::2 - b@example.net bob@dest.test       defer new
		1s     2001:db8::3 - c@example.net bob@dest.test       defer throttled
		1s     2001:db8:0:1::3 - c@example.net bob@dest.test   defer new
		49h    sweep                                           swept never-retried never-retried never-retried
		49h    2001:db8::3 - c@example.net bob@dest.test       defer new
		`,
		{ settings },
	);
	proves(
		"in shadow mode it would have been throttled, and passes",
		`
		0s    192.0.2.10 - a@example.net bob@dest.test   pass shadow
		0s    192.0.2.10 - b@example.net bob@dest.test   pass shadow
		0s    192.0.2.10 - c@example.net bob@dest.test   pass shadow rule=throttle state=null
		`,
		{ settings: { throttle: 2, mode: "shadow" } },
	);
	proves(
		"it is off by default",
		Array.from({ length: 30 }, (_, at) => `${at}s  192.0.2.10 - s${at}x@example.net bob@dest.test  defer new`).join(
			"\n",
		),
		{ settings: { senderRules: { esp: false } } },
	);

	test("a botnet of one network costs two triplets, whatever it sends; a replay of the journal gives the same", () => {
		const stage = createStage(settings);
		for (let at = 0; at < 5_000; at += 1) {
			const words = [`192.0.2.${at % 256}`, "-", `${at.toString(36)}q@x${at}.test`, "bob@dest.test"];
			stage.ask(attemptFrom(words, `i${at}`).attempt, START + at * 10);
		}
		expect(stage.state.triplets.size).toBe(2);
		const again = freshState();
		for (const event of stage.events) fold(again, event);
		expect([...again.triplets.values()]).toEqual([...stage.state.triplets.values()]);
	});
});
