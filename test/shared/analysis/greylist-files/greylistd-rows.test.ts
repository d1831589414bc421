/** What greylistd's two files say about who passed and who waits there, and which of their lines say nothing. */
import { expect, test } from "vitest";
import { greylistdRows } from "../../../../shared/analysis/greylist-files/greylistd-rows.ts";

const file = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

test("white has passed, grey waits from its first attempt, times are seconds; a network and the null sender are read", () => {
	const states = file(
		"[white]",
		"-11 = 2000 1000 3",
		"[grey]",
		"12 = 1500 1400 2",
		"13 = 9 8 1",
		"",
		"[statistics]",
		"white = 1",
	);
	const triplets = file(
		"-11 = 192.0.2.0/24 alice@example.net bob@dest.test",
		"12 = 2001:db8::1 <> bob@dest.test",
		"13 = 192.0.2.9 bob@dest.test",
	);
	expect(greylistdRows({ states, triplets })).toEqual({
		triplets: [
			{
				...{ client: "192.0.2.0/24", sender: "alice@example.net", recipient: "bob@dest.test" },
				...{ firstSeenAt: 1_000_000, lastSeenAt: 2_000_000, passed: true },
			},
			{
				...{ client: "2001:db8::1", sender: "", recipient: "bob@dest.test" },
				...{ firstSeenAt: 1_400_000, lastSeenAt: 1_500_000, passed: false },
			},
			{
				...{ client: "192.0.2.9", sender: "", recipient: "bob@dest.test" },
				firstSeenAt: 8000,
				lastSeenAt: 9000,
				passed: false,
			},
		],
		autoWhitelists: [],
		notUnderstood: [],
	});
});

test("after its restart a text stands there twice: both are taken, and whoever passed has passed", () => {
	const states = file("[white]", "1 = 20 10 3", "[grey]", "2 = 30 30 1");
	const triplets = file("1 = 192.0.2.9 a@b.example c@d.example", "2 = 192.0.2.9 a@b.example c@d.example");
	expect(greylistdRows({ states, triplets }).triplets.map(({ passed }) => passed)).toEqual([true, false]);
});

test("a client that passes with everything there (singleupdate) is an auto-whitelist; one that only waits is none", () => {
	const states = file("[white]", "1 = 20 10 3", "[grey]", "2 = 30 30 1");
	const read = greylistdRows({ states, triplets: file("1 = 192.0.2.9", "2 = 192.0.2.8") });
	expect(read.autoWhitelists).toEqual([{ client: "192.0.2.9", passes: 3, lastPassAt: 20_000, trusted: true }]);
	expect(read.notUnderstood).toMatchObject([
		{ text: "states line 4: 192.0.2.8", why: expect.stringMatching(/waits without/) },
	]);
});

test.each([
	["[black]\n1 = 20 10 3\n", "states line 2: 192.0.2.9 a@b.example c@d.example", /refused there for ever/],
	["[white]\n5 = 20 10 3\n", "states line 2: 5", /was not kept/],
	["[white]\n1 = 20 10\n", "states line 2: 1 = 20 10", /not HASH = LAST FIRST COUNT/],
	["1 = 20 10 1\n", "states line 1: 1 = 20 10 1", /in one of its lists/],
	["[white]\n2 = 20 10 1\n", "states line 2: foo", /begin with an address/],
	["[white]\n3 = 20 10 1\n", "states line 2: 192.0.2.9 a b c d", /more than/],
])("of %j it is told with its number why nothing can be taken", (states, text, why) => {
	const triplets = file("1 = 192.0.2.9 a@b.example c@d.example", "2 = foo", "3 = 192.0.2.9 a b c d");
	const read = greylistdRows({ states, triplets });
	expect([read.triplets, read.autoWhitelists]).toEqual([[], []]);
	expect(read.notUnderstood).toEqual([{ text, why: expect.stringMatching(why) }]);
});

test("what is not HASH = TEXT is told, with its control characters made harmless", () => {
	const { text = "" } = greylistdRows({ states: "", triplets: "no \u001b[31m\u202e\n" }).notUnderstood[0] ?? {};
	expect(text.startsWith("triplets line 1: no ")).toBe(true);
	expect([...text].filter((sign) => sign === "\u001b" || sign === "\u202e")).toEqual([]);
});
