import { describe, expect, it } from "vitest";
import { attemptWith, openGreylist, operator } from "./support.ts";

const mailOf = (events: readonly { kind: string }[]) =>
	events.filter(({ kind }) => kind === "deferred" || kind === "passed").length;

describe("asking twice", () => {
	it("gets the same answer to the same question, and makes one event", async () => {
		const { ask, events, wait } = await openGreylist();
		const first = await ask({ instance: "a1" });
		wait(5);
		expect(await ask({ instance: "a1" })).toEqual(first);
		expect(mailOf(events)).toBe(1);
	});

	it("is answered for both, where the second comes before the first is written", async () => {
		const { ask, events } = await openGreylist();
		const answers = await Promise.all([ask({ instance: "a1" }), ask({ instance: "a1" }), ask({ instance: "a1" })]);
		expect(answers.map((answer) => answer.action)).toEqual(["defer", "defer", "defer"]);
		expect(mailOf(events)).toBe(1);
	});

	it("by another message is an early retry", async () => {
		const { ask, events } = await openGreylist();
		await ask({ instance: "a1" });
		await ask({ instance: "a2" });
		expect(events.filter(({ kind }) => kind === "deferred").map((event) => "reason" in event && event.reason)).toEqual([
			"new",
			"early",
		]);
	});

	it("without an instance is two attempts", async () => {
		const { ask, events } = await openGreylist();
		await ask({ instance: "" });
		await ask({ instance: "" });
		expect(mailOf(events)).toBe(2);
	});

	it("an hour later with a number that was used again is a new attempt", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict({ instance: "a1", recipient: "bob@example.org" });
		await verdict({ instance: "a2", recipient: "carl@example.org" });
		wait(660);
		await verdict({ instance: "a3", recipient: "dan@example.org" });
		wait(660);
		await verdict({ instance: "a4", recipient: "eve@example.org" });
		expect(await verdict({ instance: "a2", recipient: "bob@example.org" })).toBe("pass after 1320");
	});
});

describe("the null sender", () => {
	it("asked about at RCPT and at DATA is one event, where it passes at RCPT", async () => {
		const { verdict, events } = await openGreylist();
		expect(await verdict({ instance: "a1", sender: "", state: "RCPT" })).toBe("pass");
		expect(await verdict({ instance: "a1", sender: "", state: "DATA" })).toBe("pass");
		expect(mailOf(events)).toBe(1);
	});

	it("passes RCPT without an event where it is decided at DATA, and waits there", async () => {
		const { verdict, events, set } = await openGreylist();
		await set({ nullSender: "at-data" });
		expect(await verdict({ instance: "a1", sender: "", state: "RCPT" })).toBe("pass");
		expect(mailOf(events)).toBe(0);
		expect(await verdict({ instance: "a1", sender: "", state: "DATA" })).toBe("defer");
		expect(mailOf(events)).toBe(1);
	});
});

describe("X-Greylist", () => {
	it("is told once for a message, however many of its recipients waited", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict({ instance: "a1", recipient: "bob@example.org" });
		await verdict({ instance: "a1", recipient: "carl@example.org" });
		wait(75);
		expect(await verdict({ instance: "a2", recipient: "bob@example.org" })).toBe("pass after 75");
		expect(await verdict({ instance: "a2", recipient: "carl@example.org" })).toBe("pass");
	});

	it("is not told again to the same question, which would put it into the mail twice", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict({ instance: "a1" });
		wait(75);
		expect(await verdict({ instance: "a2" })).toBe("pass after 75");
		expect(await verdict({ instance: "a2" })).toBe("pass");
	});

	it("is told of an approved mail with the seconds it waited, and not of one that became exempt", async () => {
		const { verdict, wait, set, ledger, decider } = await openGreylist();
		await verdict({ recipient: "bob@example.org" });
		await verdict({ recipient: "carl@example.org" });
		const bob = [...ledger.state.triplets.values()].find((row) => row.recipient === "bob@example.org");
		wait(20);
		await decider.approve({ ids: [bob?.id ?? ""], mail: null, untilAt: null, why: "", who: operator });
		await set({ exemptRecipients: ["carl@example.org"] });
		expect(await verdict({ recipient: "bob@example.org" })).toBe("pass after 20");
		expect(await verdict({ recipient: "carl@example.org" })).toBe("pass");
	});

	it("is not told of a mail that did not wait", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict();
		wait(75);
		await verdict();
		expect(await verdict()).toBe("pass");
	});
});

describe("a client whose name is unknown for once", () => {
	const pool = { client: "198.51.100.7", clientName: "mx7.mail.example.net" };

	it("keeps the name it had within the last day", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict(pool);
		wait(75);
		expect(await verdict({ ...pool, clientName: null })).toBe("pass after 75");
	});

	it("has no name any more two days later", async () => {
		const { ask, events, wait } = await openGreylist();
		await ask(pool);
		wait(2 * 86_400);
		await ask({ ...pool, clientName: null });
		const last = events.at(-1);
		expect(last?.kind === "deferred" && [last.reason, last.clientKey]).toEqual(["new", "198.51.100.0/24"]);
	});

	it("is another client when it has another name", async () => {
		const { verdict, wait } = await openGreylist();
		await verdict(pool);
		wait(75);
		expect(await verdict({ ...pool, clientName: "mail.example.edu" })).toBe("defer");
	});
});

it("what cannot be remembered passes, and says that it is an overflow", async () => {
	const { set, ask, events } = await openGreylist();
	await set({ maxTriplets: 10, maxShare: 1 });
	for (let host = 0; host < 10; host += 1) {
		const attempt = { client: `192.0.${host}.1`, sender: `u${host}@example.com` };
		await ask(attempt);
		await ask(attempt);
	}
	const answer = await ask({ client: "198.51.100.1" });
	const last = events.at(-1);
	expect(answer).toEqual({ action: "pass", header: null });
	expect(last?.kind === "passed" && last.reason).toBe("overflow");
});

it("explaining changes nothing", async () => {
	const { decider, ledger, events } = await openGreylist();
	const before = events.length;
	const attempt = attemptWith({ saslUser: "dave" });
	const { verdict, rule, trace } = await decider.explain(attempt);
	expect([verdict.action, rule, trace.map((line) => line.rule)]).toEqual(["pass", "exempt", ["pass-all", "exempt"]]);
	expect([events.length, ledger.state.triplets.size]).toEqual([before, 0]);
});
