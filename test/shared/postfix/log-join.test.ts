/** What a log and our answers tell together: only what lines prove, and nothing across a gap. */
import { describe, expect, test } from "vitest";
import { createLogJoin, type Joined } from "../../../shared/postfix/log-join.ts";
import { readLogLine } from "../../../shared/postfix/log-line.ts";
import { saidByUs } from "../../../shared/postfix/log-said.ts";

const begin = Date.UTC(2026, 10, 24, 13, 47, 0);
const isOurs = saidByUs({ code: "450", text: "Greylisted, try again in {seconds} seconds", help: "" });
const words = "Recipient address rejected: Greylisted, try again in 60 seconds";

/** A log and the answers beside it; each step is a second later. */
function play(client = "192.0.2.10", pid = 20768) {
	const join = createLogJoin();
	let at = begin;
	let count = 0;
	const log = (message: string, options: { readonly program?: string } = {}): readonly Joined[] => {
		at += 1000;
		const stamp = new Date(at).toISOString().replace("Z", "+00:00");
		const line = readLogLine(`${stamp} vm postfix/${options.program ?? "smtpd"}[${pid}]: ${message}`, {
			now: at,
			zoneMinutes: 0,
		});
		return line === null ? [] : join.read(line, isOurs);
	};
	const ask = (recipient: string, answer: "deferred" | "passed" = "deferred", address = client) => {
		at += 1000;
		const instance = `${pid.toString(16)}.${Math.floor(at / 1000).toString(16)}.0.${(count++).toString(16)}`;
		join.asked({
			instance,
			stage: "RCPT",
			at,
			triplet: `t-${recipient}`,
			client: address,
			clientName: null,
			sender: "alice@example.net",
			recipient,
			answer,
		});
	};
	const reject = (recipient: string, said: string) =>
		log(
			`NOQUEUE: reject: RCPT from unknown[${client}]: ${said}; from=<alice@example.net> to=<${recipient}> proto=ESMTP helo=<x>`,
		);
	const ours = (recipient: string) => reject(recipient, `450 4.2.0 <${recipient}>: ${words}`);
	return {
		join,
		log,
		ask,
		reject,
		ours,
		connect: () => log(`connect from unknown[${client}]`),
		disconnect: (counts: string) => log(`disconnect from unknown[${client}] ${counts}`),
		wait: (ms: number) => {
			at += ms;
		},
	};
}

describe("what the client was told", () => {
	test("our code and words confirm, for this recipient alone", () => {
		const scene = play();
		scene.connect();
		scene.ask("bob@dest.test");
		scene.ask("carl@dest.test");
		expect(scene.ours("Carl@dest.test")).toMatchObject([
			{ kind: "outcome", asked: { recipient: "carl@dest.test" }, outcome: "confirmed", code: "450 4.2.0" },
		]);
		expect(scene.ours("bob@dest.test")).toMatchObject([
			{ asked: { recipient: "bob@dest.test" }, outcome: "confirmed" },
		]);
		expect(scene.ours("bob@dest.test")).toEqual([]);
	});

	test("another answer overrules, a 4xx of somebody else's as well as a 5xx; and a pass can be overruled", () => {
		const scene = play();
		scene.connect();
		for (const name of ["a", "b"]) scene.ask(`${name}@dest.test`);
		scene.ask("c@dest.test", "passed");
		expect(
			scene.reject("a@dest.test", "554 5.7.1 <a@dest.test>: Recipient address rejected: Access denied"),
		).toMatchObject([{ outcome: "overruled", code: "554 5.7.1" }]);
		expect(scene.reject("b@dest.test", "450 4.7.25 Client host rejected: cannot find your hostname")).toMatchObject([
			{ outcome: "overruled", code: "450 4.7.25" },
		]);
		expect(
			scene.reject("c@dest.test", "550 5.1.1 <c@dest.test>: Recipient address rejected: User unknown"),
		).toMatchObject([{ asked: { answer: "passed" }, outcome: "overruled", code: "550 5.1.1" }]);
	});

	test("another client, process or time is another dialogue", () => {
		const scene = play();
		scene.connect();
		scene.ask("bob@dest.test", "deferred", "198.51.100.7");
		expect(scene.ours("bob@dest.test")).toEqual([]);
		scene.ask("bob@dest.test");
		scene.wait(2 * 3_600_000);
		expect(scene.ours("bob@dest.test")).toEqual([]);
	});

	test("postscreen's deferrals are not ours, whatever they say", () => {
		const scene = play();
		scene.ask("bob@dest.test");
		const said = `NOQUEUE: reject: RCPT from [192.0.2.10]:2413: 450 4.2.0 <bob@dest.test>: ${words}; from=<a@example.net>, to=<bob@dest.test>, proto=SMTP, helo=<x>`;
		expect(scene.log(said, { program: "postscreen" })).toEqual([]);
	});

	test("a process that serves one client after another is told apart by the time", () => {
		const scene = play();
		scene.connect();
		scene.ask("bob@dest.test");
		scene.ours("bob@dest.test");
		scene.disconnect("ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4");
		scene.connect();
		scene.ask("bob@dest.test");
		expect(scene.ours("bob@dest.test")).toHaveLength(1);
	});

	test("an instance of another MTA is no fault", () => {
		const scene = play();
		scene.join.asked({
			instance: "something else",
			stage: "RCPT",
			at: begin,
			triplet: null,
			client: "192.0.2.1",
			clientName: null,
			sender: "",
			recipient: "bob@dest.test",
			answer: "deferred",
		});
		expect(scene.join.size()).toBe(0);
	});
});

describe("a client that ignores deferrals", () => {
	type Scene = ReturnType<typeof play>;
	const content = "ehlo=1 mail=1 rcpt=0/1 data=0/1 unknown=0/1 commands=2/5";

	function dialogue(scene: Scene, { strange = false, counts = content, told = true, lost = false } = {}) {
		scene.connect();
		scene.ask("bob@dest.test");
		if (told) scene.ours("bob@dest.test");
		if (lost) scene.join.lost();
		if (strange) scene.log("warning: non-SMTP command from unknown[192.0.2.10]: Subject: buy");
		return scene.disconnect(counts);
	}

	test("it went on with content twice: the second time is told, and each after it", () => {
		const scene = play();
		expect(dialogue(scene)).toEqual([]);
		expect(dialogue(scene)).toMatchObject([{ kind: "ignored-deferral", times: 2, how: "content-after-refusal" }]);
		expect(dialogue(scene, { strange: true })).toMatchObject([{ times: 3, how: "non-smtp-command" }]);
	});

	test("a client that pipelines sends DATA before it can know, and is not accused", () => {
		const scene = play();
		const pipelined = "ehlo=1 mail=1 rcpt=0/1 data=0/1 quit=1 commands=3/5";
		for (let time = 0; time < 3; time++) expect(dialogue(scene, { counts: pipelined })).toEqual([]);
	});

	test("nobody is accused across a gap, nor where it is not known that the client was told", () => {
		const scene = play();
		for (let time = 0; time < 3; time++) {
			expect(dialogue(scene, { lost: true })).toEqual([]);
			expect(dialogue(scene, { told: false })).toEqual([]);
		}
	});

	test("who got a mail in besides, or heard another refusal too, is not accused", () => {
		const scene = play();
		for (let time = 0; time < 3; time++) {
			scene.connect();
			scene.ask("bob@dest.test");
			scene.ours("bob@dest.test");
			scene.log("4104E3D7AB: client=unknown[192.0.2.10]");
			expect(scene.disconnect("ehlo=1 mail=1 rcpt=1/2 data=1 unknown=0/1 commands=4/6")).toEqual([]);
			scene.connect();
			scene.ask("bob@dest.test");
			scene.ours("bob@dest.test");
			scene.reject("x@dest.test", "550 5.1.1 <x@dest.test>: Recipient address rejected: User unknown");
			expect(scene.disconnect(content)).toEqual([]);
		}
	});

	test("a second time after weeks is a first one", () => {
		const scene = play();
		dialogue(scene);
		scene.wait(8 * 86_400_000);
		expect(dialogue(scene)).toEqual([]);
	});
});

test("a flood of processes and answers does not fill the memory", () => {
	const scene = play();
	for (let pid = 1; pid < 20_000; pid++)
		scene.join.asked({
			instance: `${pid.toString(16)}.6b059542.0.0`,
			stage: "RCPT",
			at: begin,
			triplet: null,
			client: "192.0.2.1",
			clientName: null,
			sender: "",
			recipient: "bob@dest.test",
			answer: "deferred",
		});
	expect(scene.join.size()).toBeLessThanOrEqual(5_000);
});
