/** Whitelists of other greylisters: what each line lets pass there, it lets pass here, or it is told with its reason. */
import { describe, expect, test } from "vitest";
import { type ListFormat, readList } from "../../../../shared/analysis/whitelist-files/read-list.ts";

function read(format: ListFormat | null, text: string, name = "list") {
	const list = readList({ name, text, format });
	if (!list.ok) throw new Error(list.problem);
	return list.value;
}

/** `kind pattern` of each entry of one line. */
function of(format: ListFormat, line: string): readonly string[] {
	return read(format, line).entries.map(({ kind, pattern }) => `${kind} ${pattern}`);
}

/** Why a line is not understood. */
function refusal(format: ListFormat, line: string): string {
	const { entries, notUnderstood } = read(format, line);
	expect(entries).toEqual([]);
	return notUnderstood[0]?.why ?? "it was understood";
}

describe("postgrey's clients", () => {
	test.each([
		["example.org", "name example.org", "name *.example.org"],
		["mx", "name *.mx"],
		["192.0.2.7", "client 192.0.2.7"],
		["192.0.2", "network 192.0.2.0/24"],
		["192.0.2.0/26", "network 192.0.2.0/26"],
		["198.51", "network 198.51.0.0/24"],
		["2001:db8::/32", "network 2001:db8::/32"],
		["2001:db8::1", "client 2001:db8::1"],
		["/^mail\\.example\\.org$/", "name mail.example.org"],
		["/\\.example\\.org$/", "name *.example.org"],
		["/(^|\\.)example\\.org$/", "name example.org", "name *.example.org"],
	])("%s", (line, ...entries) => {
		expect(of("postgrey-clients", line)).toEqual(entries);
	});

	test("an expression that says more than a pattern can is not guessed: the nearest pattern is named", () => {
		expect(refusal("postgrey-clients", "/^mail\\d+\\.example\\.de$/")).toMatch(/name \*\.example\.de would cover it/);
		expect(refusal("postgrey-clients", "/smtp/")).toMatch(/Regular expressions/);
	});

	test("two octets are a /24 there, and that is told; what is broken keeps its number", () => {
		const { entries, notes, notUnderstood } = read(
			"postgrey-clients",
			"# a head\n\nexample.net # our partner\r\n198.51\nhost with blanks\n999.0.0.1\n*\n",
		);
		expect(entries.map(({ line, comment }) => [line, comment])).toEqual([
			[3, "our partner"],
			[3, "our partner"],
			[4, ""],
		]);
		expect(notes).toMatchObject([{ line: 4, text: "198.51", why: expect.stringMatching(/\/24/) }]);
		expect(notUnderstood.map(({ line, text }) => `${line} ${text}`)).toEqual([
			"5 host with blanks",
			"6 999.0.0.1",
			"7 *",
		]);
	});
});

test.each([
	["postmaster@", "recipient postmaster@"],
	["Bob@Example.org", "recipient bob@example.org"],
	["example.org", "recipient example.org", "recipient *.example.org"],
	["/^bob@example\\.org$/", "recipient bob@example.org"],
	["/^abuse@/", "recipient abuse@"],
	["/@example\\.org$/", "recipient example.org"],
])("postgrey's recipient %s", (line, ...entries) => {
	expect(of("postgrey-recipients", line)).toEqual(entries);
});

test("postgrey covers extensions of a recipient: that they are not covered here is told", () => {
	expect(read("postgrey-recipients", "bob@example.org").notes[0]?.why).toMatch(/bob\+extension@example\.org/);
	expect(refusal("postgrey-recipients", "/^b.b@example\\.org$/")).toMatch(/Regular expressions/);
});

test.each([
	["192.0.2.7 # a shop", "client 192.0.2.7"],
	["64.12.137 # pool", "network 64.12.137.0/24"],
	["2001:db8::/48", "network 2001:db8::/48"],
	["*.example.org", "name *.example.org"],
	["mail.example.org", "name mail.example.org"],
])("sqlgrey's client %s", (line, ...entries) => {
	expect(of("sqlgrey", line)).toEqual(entries);
});

test.each([
	["10", "network 10.0.0.0/8"],
	["192.168.0", "network 192.168.0.0/24"],
	["10.0.0.0/255.0.0.0", "network 10.0.0.0/8"],
	["mx.example.org", "name mx.example.org"],
	["*.example.org", "name *.example.org"],
	["^.*\\.example\\.org", "name *.example.org"],
])("greylistd's host %s", (line, ...entries) => {
	expect(of("greylistd", line)).toEqual(entries);
});

test("an exception, a lookup and a part of a name are no entries of ours", () => {
	expect(refusal("greylistd", "!192.0.2.1")).toMatch(/exception/);
	expect(refusal("greylistd", "net-dnsdb;/etc/hosts.db")).toMatch(/Only addresses/);
	expect(refusal("greylistd", "*mail.example.org")).toMatch(/\*\.example\.org would cover more/);
	expect(refusal("greylistd", "10.0.0.0/255.0.255.0")).toMatch(/netmask/);
});

describe("greylist.conf of milter-greylist", () => {
	test("rules of one condition, lists over several lines, and everything else with its line", () => {
		const { entries, notes, notUnderstood } = read(
			"milter-greylist",
			`# socket "/var/run/x"
socket "/var/milter-greylist/milter-greylist.sock"
list "my network" addr { 127.0.0.1/8 10.0.0.0/8 \\
	192.0.2.0/24 }
racl whitelist list "my network"
acl id "7" whitelist domain example.org
racl whitelist from friend@example.net # a friend
racl greylist rcpt bob@example.com delay 1h
racl whitelist rcpt carl@example.com
racl whitelist addr 198.51.100.1 from x@example.net
racl whitelist default
`,
		);
		expect(entries.map(({ line, kind, pattern }) => `${line} ${kind} ${pattern}`)).toEqual([
			"5 network 127.0.0.0/8",
			"5 network 10.0.0.0/8",
			"5 network 192.0.2.0/24",
			"6 name example.org",
			"6 name *.example.org",
			"7 sender friend@example.net",
			"9 recipient carl@example.com",
		]);
		expect(notes.map(({ line }) => line)).toEqual([7, 9]);
		expect(notUnderstood.map(({ line }) => line)).toEqual([2, 8, 10, 11]);
	});
});

test("networks alone, or as an access table of Postfix that lets them pass", () => {
	expect(of("cidr", "192.0.2.0/24")).toEqual(["network 192.0.2.0/24"]);
	expect(of("cidr", "2001:db8::/32 OK")).toEqual(["network 2001:db8::/32"]);
	expect(refusal("cidr", "192.0.2.0/24 REJECT")).toMatch(/REJECT/);
	expect(refusal("cidr", "0.0.0.0/0")).toMatch(/cover everything/);
	expect(refusal("cidr", "mail.example.org")).toMatch(/no network/);
});

test("the format is told from the file's usual name, never guessed", () => {
	const names = {
		"/etc/postgrey/whitelist_clients.local": "postgrey-clients",
		"/etc/postgrey/whitelist_recipients": "postgrey-recipients",
		"/etc/sqlgrey/clients_fqdn_whitelist.local": "sqlgrey",
		"whitelist-hosts": "greylistd",
		"/etc/milter-greylist/greylist.conf": "milter-greylist",
		"partners.cidr": "cidr",
	} as const;
	for (const [name, format] of Object.entries(names))
		expect(readList({ name, text: "192.0.2.1", format: null })).toEqual(readList({ name, text: "192.0.2.1", format }));
	expect(readList({ name: "hosts.txt", text: "192.0.2.1", format: null })).toMatchObject({
		ok: false,
		problem: expect.stringMatching(/Give the format/),
	});
});

test("what a hostile file holds is told harmlessly and bounded", () => {
	const { notUnderstood } = read("cidr", `\u001b[31m${"x".repeat(5000)}`);
	expect(notUnderstood[0]?.text).toMatch(/^\?\[31mx+…$/);
	expect(notUnderstood[0]?.text.length).toBeLessThanOrEqual(200);
	expect(readList({ name: "many", text: "10.0.0.1\n".repeat(50_001), format: "cidr" }).ok).toBe(false);
});
