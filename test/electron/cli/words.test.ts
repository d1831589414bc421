import { describe, expect, test } from "vitest";
import { columns, shortened, widthOf } from "../../../electron/cli/columns.ts";
import { harmless, harmlessJson } from "../../../electron/cli/harmless.ts";
import { clientWords, senderWords, typedAddress } from "../../../electron/cli/mail-words.ts";
import { createTerminal } from "../../../electron/cli/terminal.ts";
import { eventLine } from "../../../electron/cli/watch-command.ts";
import { addressOf } from "../../../electron/cli/way.ts";
import { both, relative } from "../../../electron/cli/when.ts";
import { facts, wrapped } from "../../../electron/cli/wrapped.ts";
import { writeHostAddress } from "../../../electron/hosts/address.ts";

const ESC = String.fromCharCode(27);

describe("foreign text cannot steer a terminal", () => {
	test.each([
		[`a${ESC}[2Jb`, "a\\u{1b}[2Jb"],
		["user\r\nforged", "user\\u{d}\\u{a}forged"],
		["moc\u202Eelpmaxe", "moc\\u{202e}elpmaxe"],
		["a\u0000b\u009bc", "a\\u{0}b\\u{9b}c"],
		["пётр@пример.example 山田", "пётр@пример.example 山田"],
	])("%j", (text, shown) => {
		expect(harmless(text)).toBe(shown);
	});

	test("a long one is cut, and says so", () => {
		expect(harmless("x".repeat(1000))).toBe(`${"x".repeat(399)}…`);
	});

	test("JSON of it holds nothing that steers, and reads back the same", () => {
		const value = { sender: `a${ESC}[2J\u202E\u2066b\u009b\u007f` };
		const text = harmlessJson(value);
		expect(/[\p{Cc}\p{Cf}]/u.test(text)).toBe(false);
		expect(JSON.parse(text)).toEqual(value);
	});

	test("an event with such a sender stays on its line", () => {
		const attempt = {
			client: "192.0.2.7",
			clientName: null,
			sender: `x\n${ESC}[31m@example.net`,
			recipient: "bob@example.org",
		};
		const line = eventLine({ seq: 1, at: 0, kind: "deferred", reason: "new", attempt }, terminalOf({}, false).terminal);
		expect(line).toContain("deferred new");
		expect(/[\p{Cc}]/u.test(line)).toBe(false);
	});
});

const dora = { name: "dora", verified: false, role: "operator" };
const row = { id: "abc", client: "192.0.2.7", sender: "", recipient: "bob@example.org" };
const acts: readonly (readonly [string, Record<string, unknown>, string])[] = [
	["settings-changed", { who: dora, why: "ticket 7" }, "by dora · ticket 7"],
	["whitelist-changed", { who: dora, why: "", counts: { added: 2, removed: 0 } }, "2 added, 0 removed · by dora"],
	["approved", { who: dora, why: "asked", rows: [row] }, "192.0.2.7  <> -> bob@example.org  by dora · asked"],
	["purged", { who: dora, why: "", rows: [row, row], counts: { rows: 240 } }, "240 triplets · by dora"],
	["imported", { who: dora, why: "moved", rows: [row], counts: { rows: 1 } }, "1 triplet · by dora · moved"],
	["alert-acknowledged", { who: dora, alert: "disk-low" }, "disk-low · by dora"],
	["alert-raised", { alert: "disk-low", words: "Little room is left" }, "Little room is left"],
];

test.each(acts)("watch tells of an act (%s) how much, who and why", (kind, told, words) => {
	const line = eventLine({ seq: 1, at: 0, kind, ...told }, terminalOf({}, false).terminal);
	expect(line.slice(line.indexOf(kind) + kind.length).trim()).toBe(words);
});

test("columns stand under each other, wide letters taking two cells", () => {
	expect(
		columns(
			[
				["a", "1", "x"],
				["山田", "22", "y"],
			],
			{ right: [1] },
		),
	).toEqual(["a      1  x", "山田  22  y"]);
	expect(widthOf("山田e\u0301")).toBe(5);
	expect(shortened("abcdef", 4)).toBe("abc…");
	expect(shortened("abc", 4)).toBe("abc");
});

test.each([
	[-130_000, "2 min 10 s ago"],
	[0, "now"],
	[65_000, "in 1 min 5 s"],
])("%d ms from now is %j", (away, words) => {
	expect(relative(1_000_000_000_000 + away, 1_000_000_000_000)).toBe(words);
});

test("an instant of today needs no date, another day does", () => {
	const noon = new Date(2026, 10, 24, 12).getTime();
	expect(both(noon - 60_000, noon)).toBe("1 min ago (11:59:00)");
	expect(both(noon - 86_400_000, noon)).toBe("1 d ago (2026-11-23 12:00:00)");
});

test("the null sender is <>, unknown is unknown, a client is written as Postfix writes it", () => {
	expect([
		senderWords(""),
		senderWords(null),
		clientWords("192.0.2.7", "mx.example.net"),
		clientWords("192.0.2.7", null),
	]).toEqual(["<>", "unknown", "mx.example.net[192.0.2.7]", "192.0.2.7"]);
	expect([typedAddress("<>"), typedAddress("<a@example.net>"), typedAddress("a@example.net")]).toEqual([
		"",
		"a@example.net",
		"a@example.net",
	]);
});

describe("--host names a daemon", () => {
	const env = { XDG_STATE_HOME: "/state" };
	test.each([
		[undefined, "unix:/state/greydesk/management.sock"],
		["unix:/run/greydesk/management.sock", "unix:/run/greydesk/management.sock"],
		["unix:///run/greydesk/management.sock", "unix:/run/greydesk/management.sock"],
		["unix:m.sock", `unix:${process.cwd()}/m.sock`],
		["ssh://mx1", "ssh://mx1/run/greydesk/management.sock"],
	])("%s", (host, address) => {
		expect(writeHostAddress(addressOf(host, env))).toBe(address);
	});
	test.each([
		["mx1", "names no host"],
		["http://127.0.0.1", "names no host"],
		["unix:", "names no host"],
		[`unix:/${"x".repeat(120)}`, "at most 107"],
		["ssh://-oProxyCommand=x", "ssh://[user@]host"],
	])("%s is refused: %s", (host, words) => {
		expect(() => addressOf(host, env)).toThrow(words);
	});
	test("a relative XDG_STATE_HOME is ignored, as its specification says", () => {
		expect(writeHostAddress(addressOf(undefined, { XDG_STATE_HOME: "here" }))).toContain(
			"/.local/state/greydesk/management.sock",
		);
	});
});

describe("colour", () => {
	test.each([
		[{}, true, true],
		[{ NO_COLOR: "1" }, true, false],
		[{ NO_COLOR: "" }, true, true],
		[{ TERM: "dumb" }, true, false],
		[{}, false, false],
	])("with %j, a terminal: %j, colour: %j", (env, tty, coloured) => {
		expect(terminalOf(env, tty).terminal.paint("red", "x") === "x").toBe(!coloured);
	});
});

test("facts go on under themselves on a terminal, and stand on one line where nobody looks", () => {
	const rows = [
		["Mail", "12 deferred as new, 3 passed after the delay, 4 passed as known"],
		["Journal", "a/name/that/is/longer/than/the/whole/line"],
	] as const;
	const paint = (_: unknown, text: string) => text;
	const seen = { paint, width: 34 } as const;
	expect(facts(rows, seen)).toEqual([
		"Mail     12 deferred as new, 3",
		"         passed after the delay, 4",
		"         passed as known",
		"Journal  a/name/that/is/longer/than/the/whole/line",
	]);
	expect(facts(rows, { paint, width: null })).toHaveLength(2);
	const painted = "\u001b[31mred and so on\u001b[0m and more of it";
	expect(wrapped(painted, 24)).toEqual(["\u001b[31mred and so on\u001b[0m and more", "of it"]);
});

function terminalOf(env: NodeJS.ProcessEnv, isTTY: boolean) {
	const written: string[] = [];
	const stream = { isTTY, columns: 100, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
	return { terminal: createTerminal({ out: stream, err: stream, env }), written };
}
