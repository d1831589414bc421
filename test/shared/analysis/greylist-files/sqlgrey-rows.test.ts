/** What a row of sqlgrey's tables says about who passed and who waits there, and which say nothing. */
import { expect, test } from "vitest";
import { type SqlgreyRow, sqlgreyRows } from "../../../../shared/analysis/greylist-files/sqlgrey-rows.ts";

const row = (table: SqlgreyRow["table"], ...fields: readonly (string | null)[]): SqlgreyRow => ({
	table,
	number: 7,
	fields,
});

test.each([
	["192.0.2", "192.0.2.0/24"],
	["192.0.2.10", "192.0.2.10"],
	["2001:0db8:0001:0002", "2001:0db8:0001:0002::/64"],
	["2001:0db8:0001:0002:0000:0000:0000:0025", "2001:0db8:0001:0002:0000:0000:0000:0025"],
])("its source %s is %s", (source, client) => {
	const { triplets } = sqlgreyRows([row("connect", "alice", "example.net", source, "bob@dest.test", "1000")]);
	expect(triplets).toEqual([
		{
			...{ client, sender: "alice@example.net", recipient: "bob@dest.test" },
			...{ firstSeenAt: 1_000_000, lastSeenAt: 1_000_000, passed: false },
		},
	]);
});

test("a known sender passes to everybody, and a known domain whoever writes; parts of a second are cut off", () => {
	const times = ["1000.25", "2000.75"];
	const { triplets } = sqlgreyRows([
		row("from_awl", "alice", "example.net", "192.0.2", ...times),
		row("domain_awl", "example.org", "192.0.2", ...times),
	]);
	const rest = { client: "192.0.2.0/24", recipient: "*", firstSeenAt: 1_000_000, lastSeenAt: 2_000_000, passed: true };
	expect(triplets).toEqual([
		{ ...rest, sender: "alice@example.net" },
		{ ...rest, sender: "*@example.org" },
	]);
});

test.each([
	[
		row("connect", "a", "b.example", "here", "c@d.example", "5"),
		"connect row 7: a b.example here c@d.example 5",
		/no address/,
	],
	[
		row("connect", "a", "b.example", "192.0.2", "c@d.example", "-5"),
		"connect row 7: a b.example 192.0.2 c@d.example -5",
		/no time/,
	],
	[
		row("from_awl", "a", "b.example", "192.0.2", "5", null),
		"from_awl row 7: a b.example 192.0.2 5 NULL",
		/empty or missing/,
	],
	[
		row("from_awl", "*", "b.example", "192.0.2", "5", "6"),
		"from_awl row 7: * b.example 192.0.2 5 6",
		/all of its domain/,
	],
	[row("connect", "a", "b.example", "192.0.2", "*", "5"), "connect row 7: a b.example 192.0.2 * 5", /reads as any/],
	[row("domain_awl", "x@b.example", "192.0.2", "5", "6"), "domain_awl row 7: x@b.example 192.0.2 5 6", /no @/],
])("%j is not taken, and told with its number", (given, text, why) => {
	expect(sqlgreyRows([given])).toEqual({
		triplets: [],
		autoWhitelists: [],
		notUnderstood: [{ text, why: expect.stringMatching(why) }],
	});
});
