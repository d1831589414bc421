/** What the words of a start mean, and what they cannot be made to mean; links to the outside. */
import { describe, expect, test } from "vitest";
import { outsideLink, readFirstStart, readHanded } from "../../../electron/desk/start-words.ts";

const nothing = { hash: null, problem: null, file: null };

describe("a start", () => {
	const meant: readonly (readonly [string, readonly string[], object])[] = [
		["nothing", ["/opt/Greydesk/greydesk-app"], nothing],
		["a link", ["greydesk-app", "greydesk:watch"], { ...nothing, hash: "#/watch" }],
		["a mail", ["greydesk-app", "/home/anna/a mail.eml"], { ...nothing, file: "/home/anna/a mail.eml" }],
		["a mail in capitals", ["greydesk-app", "/A.EML"], { ...nothing, file: "/A.EML" }],
		["both", ["/A.eml", "greydesk:watch"], { ...nothing, hash: "#/watch", file: "/A.eml" }],
		["switches", ["--no-sandbox", "--inspect=0", "--load-extension=/x.eml"], nothing],
		["a mail of the folder it is made in", ["a.eml"], { ...nothing, file: "/home/anna/a.eml" }],
		["a mail, as a desktop's file manager names it", ["file:///srv/a%20b.eml"], { ...nothing, file: "/srv/a b.eml" }],
		["a file of another machine", ["file://evil.example/a.eml", "//evil"], nothing],
		[
			"an address that hides a slash or an end",
			["file:///a%2Fb.eml", "file:///a.eml%00.txt", "file:///%zz.eml"],
			nothing,
		],
		["another file", ["/etc/passwd", "/a.eml.exe", "/a.eml\0.txt", "file:///etc/passwd"], nothing],
		["a mail of another scheme", ["https://example.com/a.eml", "smb://host/a.eml", "javascript:a.eml"], nothing],
		["a hundred kilobytes", [`/${"a".repeat(100_000)}.eml`], nothing],
	];
	test.each(meant)("with %s", (_, words, handed) => {
		expect(readHanded(words, "/home/anna")).toEqual(handed);
	});

	test("with a link that cannot be followed says why", () => {
		expect(readHanded(["greydesk:approve"], "/")).toMatchObject({ hash: null, problem: expect.stringMatching(/view/) });
	});

	test("that is the first may name the folder of the engine", () => {
		expect(readFirstStart(["app", "--data=/srv/x"], "/home/anna").dataDir).toBe("/srv/x");
		expect(readFirstStart(["app", "--data=x"], "/home/anna").dataDir).toBe("/home/anna/x");
		expect(readFirstStart(["app", "--data="], "/home/anna").dataDir).toBe(null);
		expect(readFirstStart(["app", "--data", "/srv/x"], "/home/anna").dataDir).toBe(null);
		expect(readHanded(["app", "--data=/srv/x"], "/")).toEqual(nothing);
	});
});

describe("a link to the outside", () => {
	test.each([
		["https://example.com", "https://example.com/"],
		["https://example.com/a?b=c#d", "https://example.com/a?b=c#d"],
		["HTTPS://EXAMPLE.COM/", "https://example.com/"],
		["http://example.com/", null],
		["https://user@example.com/", null],
		["https://:secret@example.com/", null],
		["file:///etc/passwd", null],
		["javascript:alert(1)", null],
		["data:text/html,x", null],
		["ssh://host", null],
		["greydesk:watch", null],
		["smb://host/share", null],
		["https://", null],
		["nonsense", null],
		[`https://example.com/${"a".repeat(2048)}`, null],
	])("%s: %s", (text, shown) => {
		expect(outsideLink(text)).toBe(shown);
	});
});
