/** greydesk: links: what leads somewhere, and what is refused whole. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressViews, fieldNames } from "../../../shared/protocol/address.ts";
import { linkOf, readLink } from "../../../shared/protocol/link.ts";

const followed: readonly (readonly [string, string])[] = [
	["greydesk:watch", "#/watch"],
	["greydesk://watch", "#/watch"],
	["greydesk://triplets/", "#/triplets"],
	["greydesk:watch?range=1h", "#/watch?range=1h"],
	["greydesk:watch?range=1764000000000-1764003600000", "#/watch?range=1764000000000-1764003600000"],
	["greydesk:watch?host=mx1.example-2_b", "#/watch?host=mx1.example-2_b"],
	["greydesk:triplets?q=state:waiting", "#/triplets?q=state%3Awaiting"],
	[
		"greydesk:triplets?q=state%3Awaiting+sender%3A*%40example.com",
		"#/triplets?q=state%3Awaiting%20sender%3A*%40example.com",
	],
	["greydesk:triplets?q=%22b%C3%BCro%22", "#/triplets?q=%22b%C3%BCro%22"],
	["greydesk:triplets?q=&open=0a1b-c_D", "#/triplets?q=&open=0a1b-c_D"],
	["greydesk:triplets?sort=-lastSeenAt&host=local", "#/triplets?sort=-lastSeenAt&host=local"],
	["greydesk:settings", "#/settings"],
	["greydesk:activity?kind=purged&find=anna&open=0a1b", "#/activity?kind=purged&find=anna&open=0a1b"],
	["greydesk:whitelists?kind=network&find=192.0.2.7", "#/whitelists?kind=network&find=192.0.2.7"],
	["greydesk:watch?from=1764000000000&to=1764000060000", "#/watch?from=1764000000000&to=1764000060000"],
];

test.each(followed)("%s leads to %s", (link, hash) => {
	expect(readLink(link)).toEqual({ ok: true, value: hash });
});

const refused: readonly string[] = [
	"",
	"watch",
	"greydesk",
	"greydesk:",
	"greydesk://",
	"GREYDESK:watch",
	" greydesk:watch",
	"greydesk:watch ",
	"greydesk:Watch",
	"greydesk:approve?id=1",
	"greydesk:watch#/triplets",
	"greydesk:watch?",
	"greydesk:watch?range",
	"greydesk:watch?range=2y",
	"greydesk:watch?range=1764003600000-1764000000000",
	"greydesk:watch?from=1764000000000",
	"greydesk:watch?from=1764000060000&to=1764000000000",
	"greydesk:watch?q=state:waiting",
	"greydesk:settings?find=delay",
	"greydesk:activity?find=%E2%80%AEanna",
	"greydesk:senders",
	"greydesk:watch?range=1h&range=5m",
	"greydesk:watch?range=1h&",
	"greydesk:watch?host=",
	"greydesk:watch?host=a/b",
	"greydesk:watch?host=..%2f..%2fetc",
	`greydesk:watch?host=${"x".repeat(65)}`,
	"greydesk:triplets?q=colour:red",
	"greydesk:triplets?q=%00",
	"greydesk:triplets?q=a%0Ab",
	"greydesk:triplets?q=%E2%80%AEdesrever",
	"greydesk:triplets?q=%ZZ",
	"greydesk:triplets?open=%3Cscript%3E",
	"greydesk:triplets?sort=lastSeenAt;drop",
	"greydesk:triplets?__proto__=1",
	"greydesk:triplets?constructor=1",
	"greydesk:triplets?data=/etc",
	"greydesk:triplets?code=abc",
	"greydesk:--data=/tmp/x",
	"greydesk:watch --data=/tmp/x",
	"greydesk:watch?q=a&--no-sandbox=1",
	"greydesk:/etc/passwd",
	"greydesk:///etc/passwd",
	"greydesk://user@watch",
	"greydesk://watch:80",
	"greydesk://watch/../triplets",
	"greydesk:\\\\server\\share",
	"--no-sandbox",
	"/etc/passwd",
	"file:///etc/passwd",
	"javascript:alert(1)",
	"https://example.com/",
	"greydesk-app://desk/#/watch",
	"ssh://mx1.example.com",
];

test.each(refused)("%j is refused, with a sentence", (link) => {
	const read = readLink(link);
	expect(read.ok).toBe(false);
	expect(!read.ok && read.problem).toMatch(/^[A-Z].{10,}[^.]$/);
});

describe("length", () => {
	const filled = (length: number) => `greydesk:triplets?q=${"a".repeat(length - "greydesk:triplets?q=".length)}`;

	test("a link may have 2,048 characters", () => {
		expect(filled(2048)).toHaveLength(2048);
		expect(readLink(filled(2049))).toMatchObject({ ok: false, problem: expect.stringMatching(/2048/) });
	});

	test("a hundred thousand are refused as any other", () => {
		expect(readLink(filled(100_000))).toMatchObject({ ok: false });
	});
});

test("whatever is written, what comes out names one of our views and nothing that was not asked for", () => {
	const views = addressViews.join("|");
	const shape = new RegExp(`^#/(?:${views})(?:\\?(?:(?:${fieldNames.join("|")})=[\\w.~%!*'()-]*&?)+)?$`);
	const part = fc.oneof(fc.string(), fc.constantFrom("host=", "q=", "&", "?", "watch", "triplets", "%", "--", "open="));
	fc.assert(
		fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
			const read = readLink(`greydesk:${parts.join("")}`);
			if (read.ok) expect(read.value).toMatch(shape);
		}),
	);
});

test.each(followed.map(([, hash]) => hash))("the link to %s leads there", (hash) => {
	expect(readLink(linkOf(hash))).toEqual({ ok: true, value: hash });
});
