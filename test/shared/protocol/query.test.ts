import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../../shared/protocol/query.ts";
import { type Matchable, matches } from "../../../shared/protocol/query-match.ts";
import { queryKeys } from "../../../shared/protocol/query-terms.ts";
import { toText } from "../../../shared/protocol/query-text.ts";

const now = 1_000_000_000_000;
const hour = 3_600_000;
const mail: Matchable = {
	id: "abcdefgh23456777",
	state: "waiting",
	sender: "Alice.Smith@Example.com",
	recipient: "bob@example.org",
	client: "192.0.2.10",
	clientName: "mail.example.net",
	helo: "mx_1.example.net",
	reason: "early",
	outcome: "unknown",
	firstSeenAt: now - 2 * hour,
	lastSeenAt: now - 60_000,
	passedAt: null,
	attempts: 3,
};
const bounce: Matchable = { ...mail, sender: "", clientName: null, helo: null, client: "2001:db8::25" };
const passed: Matchable = { ...mail, state: "passed", passedAt: now - hour };

function found(text: string, row: Matchable): boolean {
	const parsed = parse(text);
	if (!parsed.ok) throw new Error(`${text}: ${parsed.problem} at ${parsed.column}`);
	return matches(parsed.value, row, now);
}

test("mail that shadow mode let through is watched, and nobody waits in it", () => {
	const watched = { ...mail, shadow: true };
	expect(found("state:watched", watched)).toBe(true);
	expect(found("state:waiting", watched)).toBe(false);
	expect(found("-state:waiting", watched)).toBe(true);
	expect(found("state:waiting,watched", watched)).toBe(true);
	expect(found("state:watched", mail)).toBe(false);
	expect(found("state:passed", { ...passed, shadow: true })).toBe(true);
});

describe("a query finds the mail that", () => {
	test.each([
		"",
		"state:waiting",
		"STATE:Waiting",
		"state:passed,waiting",
		"sender:*@example.com",
		"sender:alice.smith@example.com",
		"sender:a*s*@*.com",
		"sender:*",
		'sender:"alice.smith"@example.com',
		"recipient:bob@*",
		"client:192.0.2.0/24",
		"client:192.0.2.99/24",
		"client:192.0.2.10",
		"client:10.0.0.0/8,192.0.2.10",
		"client:192.0.2.*",
		"client:::ffff:192.0.2.0/120",
		"host:*.example.net",
		"name:*.example.net",
		"helo:mx_1.*",
		"reason:early",
		"-reason:new",
		"age:>1h",
		"age:>=2h",
		"age:<1d,>30d",
		"seen:<5m",
		"at:2001-09-08T23:46:40Z..2001-09-08T23:46:41Z",
		"at:2001-09-09T03:45:40+02:00..2001-09-09T03:46+02:00",
		"at:2001-09-09T01:45Z..",
		"at:..2001-09-08T23:47Z",
		"at:..1999-12-31T00:00Z,2001-09-09T01:45Z..",
		"attempts:>=3",
		"attempts:3",
		"attempts:1,3",
		"outcome:unknown",
		"id:abc*",
		"smith",
		"SMI",
		"exam",
		"bob@example",
		"192.0.2.1",
		'"mail example"',
		"-nobody",
		"-state:passed -reason:known,new",
		"state:waiting sender:*@example.com client:192.0.2.0/24 host:*.example.net age:>1h attempts:>=3 -reason:new mail",
	])("%s", (text) => {
		expect(found(text, mail)).toBe(true);
	});
});

describe("a query leaves out the mail that is not", () => {
	test.each([
		"state:passed",
		"sender:example.com",
		"sender:*@example.co",
		"sender:alice*alice.smith@example.com",
		"sender:alice?smith@example.com",
		"sender:<>",
		"client:192.0.3.0/24",
		"client:2001:db8::/32",
		"client:::/0",
		"helo:mxa1.*",
		"-reason:early",
		"age:>2h",
		"age:<2h",
		"seen:>5m",
		"at:2001-09-08T23:47Z..2001-09-09T01:45Z",
		"at:2001-09-08T23:46:39Z..2001-09-08T23:46:40Z",
		"at:2001-09-09T01:46Z..",
		"attempts:>3",
		"attempts:<3",
		"delay:>0",
		"mith",
		"bob@examples",
		"example@bob",
		'"smith example com bob"',
		"state:waiting -sender:*@example.com",
	])("%s", (text) => {
		expect(found(text, mail)).toBe(false);
	});
});

describe("what is unknown matches only where it is denied", () => {
	test.each([
		["host:*", false],
		["-host:*", true],
		["helo:*", false],
		["-helo:x", true],
		["delay:>1s", false],
		["-delay:>1s", true],
		["sender:<>", true],
		['sender:""', true],
		["sender:*", true],
		["client:2001:db8::/32", true],
		["client:2001:0DB8:0::25", true],
		["client:0.0.0.0/0", false],
	] as const)("%s: %s for a bounce without a name", (text, answer) => {
		expect(found(text, bounce)).toBe(answer);
	});
	test("a mail that passed has a delay", () => {
		expect(found("delay:>59m", passed)).toBe(true);
		expect(found("delay:>1h", passed)).toBe(false);
	});
	test("a mail that passed is found by when it passed", () => {
		expect(found("at:2001-09-09T00:46Z..2001-09-09T00:47Z", passed)).toBe(true);
		expect(found("at:2001-09-09T00:46Z..2001-09-09T00:47Z", mail)).toBe(false);
	});
});

describe("a wrong query is answered with the column and what to do", () => {
	test.each([
		["state:wait", 7, "waiting, watched, passed, approved, expired"],
		["state:waiting  colour:red", 16, "There is no key colour: use state, sender"],
		["-colour:red", 2, "no key colour"],
		["sender:", 8, "sender: needs a value, such as sender:*@example.com"],
		["sender:a, b", 10, "needs a value"],
		["client:192.0.2", 8, "192.0.2.0/24"],
		["client:10.0.0.0/8,192.0.2.0/33", 19, "192.0.2.0/24"],
		["client:::1/129", 8, "network"],
		["age:1h", 5, "age:>1h or age:<1h"],
		["age:>1y", 6, "not a duration"],
		["age:>", 5, "Say whether"],
		["at:2026-11-24T10:00Z", 4, "two instants"],
		["at:..", 4, "two instants"],
		["at:2026-11-24T10:00Z..10:05", 23, "its zone"],
		["at:2026-11-24T10:00..", 4, "its zone"],
		["at:2026-02-30T10:00Z..", 4, "its zone"],
		["at:2026-11-24T24:00Z..", 4, "its zone"],
		["at:2026-11-24T10:05Z..2026-11-24T10:00Z", 4, "earlier instant first"],
		["attempts:many", 10, "attempts:>=3"],
		["attempts:>=-1", 10, "attempts:>=3"],
		['bob "free text', 5, "never closed"],
		['sender:"a', 8, "never closed"],
		['"a"b', 4, "space"],
		["bob -", 6, "write a word"],
		["@", 1, "write a word"],
		["b*b", 2, "sender:*word*"],
		[`sender:${"*a".repeat(11)}`, 8, "at most 10 wildcards"],
		[`${"a ".repeat(50)}b`, 101, "at most 50 terms"],
		["a".repeat(2001), 2001, "at most 2000 characters"],
	] as const)("%s", (text, column, words) => {
		const parsed = parse(text);
		expect(parsed).toMatchObject({ ok: false, column });
		expect(parsed.ok ? "" : parsed.problem).toContain(words);
	});
});

test("every example in the help is a query", () => {
	for (const { example } of queryKeys) expect(parse(example)).toMatchObject({ ok: true });
	for (const { key } of queryKeys) expect(parse(`${key}:`)).toMatchObject({ ok: false, column: key.length + 2 });
});

test("a query written back as text is the same query", () => {
	const bits = fc.constantFrom(
		"-",
		"sender:",
		"client:",
		"age:>",
		"attempts:",
		"at:2026-11-24T10:00:07.040-01:30..",
		"host:",
		"1h",
		"3",
		"192.0.2.0/24",
		"*",
	);
	const odd = fc.constantFrom('"', "\\", ",", " ", "<>", "a b", "bob@example.org", '"a, \\"b*"', "\u00a0", "ß");
	fc.assert(
		fc.property(fc.array(fc.oneof(bits, odd), { maxLength: 12 }), (parts) => {
			const parsed = parse(parts.join(""));
			if (!parsed.ok) return;
			expect(parse(toText(parsed.value))).toEqual(parsed);
		}),
		{ numRuns: 2000 },
	);
});

test("any text is answered, never thrown at", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
			const parsed = parse(text);
			if (parsed.ok) matches(parsed.value, mail, now);
			else expect(parsed.column).toBeGreaterThan(0);
		}),
		{ numRuns: 2000 },
	);
});
