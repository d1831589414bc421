import { describe, expect, test } from "vitest";
import { webmail } from "../../../shared/analysis/retry-schedules.ts";
import { senderClasses } from "../../../shared/analysis/sample-senders.ts";
import { createTraffic, dayWave, type SampleTry } from "../../../shared/analysis/sample-traffic.ts";

const startAt = Date.UTC(2026, 10, 24, 8);
const HOUR = 3_600_000;

/** Plays `hours` against a greylister that defers what is younger than a minute; `late` answers in reverse order. */
function played(seed: number, hours: number, late = false): readonly SampleTry[] {
	const traffic = createTraffic({ seed, startAt, burstSeconds: 120 });
	const first = new Map<string, number>();
	const all: SampleTry[] = [];
	for (let at = startAt; at < startAt + hours * HOUR; at += 5000) {
		const due = traffic.due(at);
		all.push(...due);
		for (const what of late ? [...due].reverse() : due) traffic.answered(what, waiting(first, what));
	}
	return all;
}

function waiting(first: Map<string, number>, what: SampleTry): readonly string[] {
	if (what.message.sender === "" || what.message.saslUser !== null) return [];
	return what.recipients.filter((recipient) => {
		const domain = what.host.name?.split(".").slice(-2).join(".") ?? what.host.client;
		const key = `${domain} ${what.message.sender} ${recipient}`;
		const since = first.get(key) ?? what.at;
		first.set(key, since);
		return !/^(postmaster|abuse)@/.test(recipient) && what.at - since < 60_000;
	});
}

const told = (tries: readonly SampleTry[]) =>
	tries.map(({ at, sender, made, host, message, recipients }) =>
		[at, sender, made, host.client, message.sender, recipients.join(",")].join(" "),
	);

test("the same seed gives the same traffic, in whatever order the answers come; another seed other traffic", () => {
	expect(told(played(1, 3))).toEqual(told(played(1, 3)));
	expect(told(played(1, 3, true)).sort()).toEqual(told(played(1, 3)).sort());
	expect(told(played(2, 3))).not.toEqual(told(played(1, 3)));
});

test("every class appears within the first two minutes of its clock, a burst of distinct senders", () => {
	const early = played(1, 2).filter(({ at }) => at < startAt + 120_000);
	const kinds = new Set(early.map(({ sender }) => sender));
	expect([...kinds].sort()).toEqual(senderClasses.map(({ id }) => id).sort());
	expect(new Set(early.map(({ message }) => message.sender)).size).toBeGreaterThan(25);
});

test("over a day two to six recipients are tried a minute, fewer at night than before noon", () => {
	const tries = played(3, 24);
	const recipients = (from: number, to: number) =>
		tries
			.filter(({ at }) => at >= startAt + from * HOUR && at < startAt + to * HOUR)
			.reduce((sum, what) => sum + what.recipients.length, 0);
	expect(recipients(0, 24) / 1440).toBeGreaterThan(2);
	expect(recipients(0, 24) / 1440).toBeLessThan(6);
	// 22:00 to 02:00 against 09:00 to 13:00.
	expect(recipients(14, 18)).toBeLessThan(recipients(1, 5) * 0.7);
	expect(dayWave(Date.UTC(2026, 0, 1, 11))).toBeCloseTo(1.6);
	expect(dayWave(Date.UTC(2026, 0, 1, 23))).toBeCloseTo(0.4);
});

test("names and addresses are only those the RFCs keep for examples", () => {
	const names = /(^|\.)(example|test|example\.(com|net|org))$/;
	for (const { host, message } of played(4, 24)) {
		expect(host.client).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/);
		if (host.name !== null) expect(host.name).toMatch(names);
		for (const address of [message.sender, ...message.recipients])
			if (address !== "") expect(address.slice(address.lastIndexOf("@") + 1)).toMatch(names);
	}
});

describe("each kind of sender shows what it stands for", () => {
	const tries = played(5, 30);
	const of = (sender: string) => tries.filter((what) => what.sender === sender);
	const hosts = (list: readonly SampleTry[]) => new Set(list.map(({ host }) => host.client));

	test("bots come once, from hosts whose names tell it", () => {
		expect(of("bot").every(({ made }) => made === 1)).toBe(true);
		expect(of("bot").some(({ host }) => /^bot-\d+\.dialup\.example\.net$/.test(host.name ?? ""))).toBe(true);
	});

	test("the pool comes back at 6:02 from another of its seven hosts, in several networks, under one domain", () => {
		const pool = of("webmail-pool");
		const second = pool.find(({ made }) => made === 2);
		const first = pool.find(({ number, made }) => number === second?.number && made === 1);
		expect(((second?.at ?? 0) - (first?.at ?? 0)) / 1000).toBe(webmail.gmail.times[0]);
		expect(second?.host.client).not.toBe(first?.host.client);
		expect(hosts(pool).size).toBe(7);
		expect(new Set([...hosts(pool)].map((client) => client.split(/[.:]/).slice(0, 3).join("."))).size).toBeGreaterThan(
			3,
		);
		expect(pool.every(({ host }) => host.name?.endsWith(".bigmail.example"))).toBe(true);
	});

	test("one comes from elsewhere each time and has no name", () => {
		const all = of("elsewhere");
		const some = all.filter(({ number }) => number === all[0]?.number);
		expect(hosts(some).size).toBe(3);
		expect(some.every(({ host }) => host.name === null)).toBe(true);
	});

	test("hammerers try again within seconds, and early", () => {
		const [first, second] = of("hammer").filter(({ number }) => number === of("hammer")[0]?.number);
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(20_000);
	});

	test("the slow one makes its first retry after hours", () => {
		const second = of("hours").find(({ made }) => made === 2);
		const first = of("hours").find(({ number }) => number === second?.number);
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(4 * HOUR);
	});

	test("the list server writes a sender of its own for each subscriber (VERP)", () => {
		for (const { message } of of("list"))
			expect(message.sender).toBe(`talk-bounces+${message.recipients[0]?.replace("@", "=")}@openforum.example`);
	});

	test("the newsletter reaches dozens within minutes", () => {
		const first = of("newsletter").filter(({ made, at }) => made === 1 && at < startAt + 12 * 60_000);
		expect(first.length).toBeGreaterThanOrEqual(40);
		expect(new Set(first.map(({ message }) => message.sender)).size).toBe(first.length);
	});

	test("the null sender, a login and postmaster stand beside them", () => {
		expect(of("bounce").every(({ message }) => message.sender === "")).toBe(true);
		expect(of("submission").every(({ message }) => message.saslUser !== null)).toBe(true);
		expect(of("postmaster").every(({ message }) => /^(postmaster|abuse)@/.test(message.recipients[0] ?? ""))).toBe(
			true,
		);
	});

	test("a message of two recipients comes back only for those that were deferred", () => {
		const two = tries.filter(({ message }) => message.recipients.length === 2);
		expect(two.length).toBeGreaterThan(10);
		for (const what of two) expect(what.message.recipients).toEqual(expect.arrayContaining([...what.recipients]));
	});
});

test("a model whose messages are all let in or given up keeps nothing", () => {
	const traffic = createTraffic({
		seed: 1,
		startAt,
		burstSeconds: 120,
		classes: senderClasses.filter(({ id }) => id === "bot"),
	});
	for (const what of traffic.due(startAt + 10 * HOUR)) traffic.answered(what, what.recipients);
	expect(traffic.pending()).toBe(0);
});
