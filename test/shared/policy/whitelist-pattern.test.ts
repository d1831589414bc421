/** What operators type as whitelist patterns: kept in one spelling, or refused with the way to write it. */
import { describe, expect, test } from "vitest";
import type { EntryKind } from "../../../shared/policy/whitelist-entry.ts";
import { patternOf } from "../../../shared/policy/whitelist-pattern.ts";

describe("is kept", () => {
	const table: readonly (readonly [EntryKind, string, string])[] = [
		["client", " 192.0.2.1 ", "client 192.0.2.1"],
		["client", "2001:DB8::0:1", "client 2001:db8::1"],
		["client", "::ffff:192.0.2.1", "client 192.0.2.1"],
		["client", "192.0.2.1/32", "client 192.0.2.1"],
		["network", "192.0.2.1", "client 192.0.2.1"],
		["network", "192.0.2.77/24", "network 192.0.2.0/24"],
		["network", "2001:db8:1:2::3/48", "network 2001:db8:1::/48"],
		["name", "Mail.Example.NET.", "name mail.example.net"],
		["name", "*.Example.net", "name *.example.net"],
		["name", "*.com", "name *.com"],
		["name", "localhost", "name localhost"],
		["name", "xn--mller-kva.example", "name xn--mller-kva.example"],
		["name", "a_b.example", "name a_b.example"],
		["recipient", "<Bob@Example.NET>", "recipient bob@example.net"],
		["recipient", "Abuse@", "recipient abuse@"],
		["recipient", "example.net.", "recipient example.net"],
		["recipient", "*.example.net", "recipient *.example.net"],
		["recipient", "bob@mail", "recipient bob@mail"],
		["recipient", "jörg@müller.example", "recipient jörg@müller.example"],
		["recipient", '"a@b"@example.net', 'recipient "a@b"@example.net'],
		["sender", "boss@example.org", "sender boss@example.org"],
	];
	for (const [kind, typed, kept] of table)
		test(`${kind} ${JSON.stringify(typed)}`, () => {
			const pattern = patternOf(kind, typed);
			expect(pattern.ok ? `${pattern.value.kind} ${pattern.value.pattern}` : pattern.problem).toBe(kept);
			// And is its own spelling.
			if (pattern.ok) expect(patternOf(pattern.value.kind, pattern.value.pattern)).toEqual(pattern);
		});
});

describe("is refused", () => {
	const table: readonly (readonly [EntryKind, string, RegExp])[] = [
		["client", "", /Give a pattern/],
		["client", "192.0.2", /not an IP address/],
		["client", "192.0.2.0/24", /choose kind network/],
		["client", "mail.example.net", /with kind name/],
		["network", "192.0.2.0/33", /from 0 to 32/],
		["network", "0.0.0.0/0", /cover everything/],
		["network", "::/0", /cover everything/],
		["name", "*", /cover everything/],
		["name", "*.", /cover everything/],
		["name", "*.*", /cover everything/],
		["name", "com", /no name of a host/],
		["name", "mail.*.example", /no name of a host/],
		["name", "*example.net", /no name of a host/],
		["name", "-a.example", /no name of a host/],
		["name", `${"a".repeat(64)}.example`, /no name of a host/],
		["name", `${"a.".repeat(127)}example`, /no name of a host/],
		["name", "müller.example", /xn--/],
		["name", "2001:db8::1", /choose kind client/],
		["name", "bob@example.net", /kind recipient/],
		["recipient", "@", /cover everything/],
		["recipient", "*@*", /cover everything/],
		["recipient", "*.%", /cover everything/],
		["recipient", "bob", /user@/],
		["recipient", "@example.net", /write it alone: example.net/],
		["recipient", "*@example.net", /write it alone: example.net/],
		["recipient", "b*b@example.net", /only in front of a domain/],
		["recipient", "bob@*.example.net", /only in front of a domain/],
		["recipient", "bob@exa mple.net", /no spaces/],
		["recipient", "bob@example..net", /no domain/],
		["recipient", `${"b".repeat(65)}@example.net`, /64 characters/],
		["recipient", "bob\u0000@example.net", /control characters/],
		["recipient", "bob\u202e@example.net", /turn the writing/],
		["sender", "<>", /nullSender/],
	];
	for (const [kind, typed, words] of table)
		test(`${kind} ${JSON.stringify(typed.slice(0, 40))}`, () => {
			const pattern = patternOf(kind, typed);
			expect(pattern.ok ? pattern.value.pattern : pattern.problem).toMatch(words);
			expect(pattern.ok).toBe(false);
		});
});
