/** From a request to an attempt: what is decided here, what is not, and what is incomplete. */
import { describe, expect, test } from "vitest";
import { attemptOf } from "../../../shared/postfix/attempt-of.ts";
import { type PolicyRequest, requestOf } from "../../../shared/postfix/policy-request.ts";

const usual: PolicyRequest = {
	...requestOf([]),
	request: "smtpd_access_policy",
	protocolState: "RCPT",
	clientAddress: "192.0.2.10",
	clientName: "Mail.Example.NET",
	reverseClientName: "mail.example.net",
	heloName: "MAIL",
	sender: "Alice@Example.NET",
	recipient: "Bob@DEST.test",
	instance: "1b2c.69a1.5d7f.0",
	size: "1234",
	encryptionProtocol: "TLSv1.3",
};

function from(changes: Partial<PolicyRequest>) {
	return attemptOf({ ...usual, ...changes });
}

function valueFrom(changes: Partial<PolicyRequest>) {
	const read = from(changes);
	return read.ok ? read.value : read.problem;
}

test("an attempt has canonical address, lower-case domains, and null where nothing is known", () => {
	expect(from({})).toEqual({
		ok: true,
		value: {
			instance: "1b2c.69a1.5d7f.0",
			state: "RCPT",
			client: "192.0.2.10",
			clientName: "mail.example.net",
			reverseName: "mail.example.net",
			helo: "MAIL",
			sender: "Alice@example.net",
			recipient: "Bob@dest.test",
			saslUser: null,
			encryption: "TLSv1.3",
			queueId: null,
			size: 1234,
		},
	});
});

describe("details", () => {
	const table: readonly (readonly [string, Partial<PolicyRequest>, object])[] = [
		[
			"unknown is no name",
			{ clientName: "unknown", reverseClientName: "unknown" },
			{ clientName: null, reverseName: null },
		],
		["IPv4 in IPv6", { clientAddress: "::ffff:192.0.2.10" }, { client: "192.0.2.10" }],
		["IPv6 in long form", { clientAddress: "2001:DB8:0::0001" }, { client: "2001:db8::1" }],
		["the null sender", { sender: "" }, { sender: "", state: "RCPT" }],
		["the null sender at DATA", { sender: "", protocolState: "DATA" }, { sender: "", state: "DATA" }],
		["size 0 is none", { size: "0" }, { size: null }],
		["size of nonsense is none", { size: "1e5" }, { size: null }],
		["an authenticated user", { saslUsername: "alice" }, { saslUser: "alice" }],
		["recipient without a domain", { recipient: "postmaster" }, { recipient: "postmaster" }],
		["control characters in a helo", { heloName: "x\u0000y" }, { helo: null }],
		["a name that turns the writing", { clientName: "a\u202eb" }, { clientName: null }],
		["an endless instance is none", { instance: "1".repeat(200) }, { instance: "" }],
		["a sender that turns the writing", { sender: "a\u202eb@x.example" }, { sender: "a\u202eb@x.example" }],
		[
			"a recipient with a zero-width joiner",
			{ recipient: "a\u200d\u2028b@x.example" },
			{ recipient: "a\u200d\u2028b@x.example" },
		],
		["NUL in the recipient", { recipient: "a\0@b.example" }, { recipient: "a\\x00@b.example" }],
		["a quoted control character", { sender: '"a\u0001"@x.example' }, { sender: '"a\\x01"@x.example' }],
		["DEL and C1 in the sender", { sender: "a\u007f\u009f@b.example" }, { sender: "a\\x7f\\x9f@b.example" }],
		["a zero-width mark in the sender", { sender: "a\ufeff@x.example" }, { sender: "a\ufeff@x.example" }],
		["an authenticated user with a strange name", { saslUsername: "a\u202eb" }, { saslUser: "a?b" }],
		["an authenticated user with a long name", { saslUsername: "u".repeat(300) }, { saslUser: `${"u".repeat(254)}…` }],
		["SMTPUTF8", { sender: "jörg@müller.example" }, { sender: "jörg@müller.example" }],
	];
	for (const [title, changes, expected] of table) test(title, () => expect(valueFrom(changes)).toMatchObject(expected));
});

test("a sender without end is cut, keeps its domain, and is another one than its neighbour", () => {
	const cut = ["a", "b"].map((last) => valueFrom({ sender: `${"x".repeat(5000)}${last}@List.Example` }));
	const senders = cut.map((attempt) => (attempt !== null && typeof attempt === "object" ? attempt.sender : ""));
	expect(new Set(senders).size).toBe(2);
	for (const sender of senders) {
		expect(sender).toMatch(/^x+~[0-9a-f]{8}@list\.example$/);
		expect(sender).toHaveLength(1024);
	}
	const noDomain = valueFrom({ recipient: "y".repeat(2000) });
	expect(noDomain).toMatchObject({ recipient: expect.stringMatching(/^y{1015}~[0-9a-f]{8}$/) });
});

describe("not decided here, and no fault", () => {
	test("DATA of the null sender to several recipients, of which Postfix names none", () =>
		expect(from({ protocolState: "DATA", sender: "", recipient: "", recipientCount: "2" })).toEqual({
			ok: true,
			value: null,
		}));

	for (const [protocolState, sender] of [
		["CONNECT", "a@example.net"],
		["EHLO", ""],
		["MAIL", "a@example.net"],
		["DATA", "a@example.net"],
		["END-OF-MESSAGE", ""],
		["VRFY", ""],
	] as const)
		test(`${protocolState} of ${sender || "<>"}`, () =>
			expect(from({ protocolState, sender })).toEqual({ ok: true, value: null }));
});

describe("incomplete", () => {
	const table: readonly (readonly [string, Partial<PolicyRequest>, string])[] = [
		["another request", { request: "junk" }, "The request is not an smtpd_access_policy"],
		["nothing at all", requestOf([]), "The request is not an smtpd_access_policy"],
		["no state", { protocolState: "" }, "The request names no protocol_state"],
		["client unknown", { clientAddress: "unknown" }, "The request names no client_address that is an IP address"],
		["no client", { clientAddress: "" }, "The request names no client_address that is an IP address"],
		["no recipient", { recipient: "" }, "The request names no recipient"],
		[
			"no recipient at DATA, though there is one",
			{ sender: "", protocolState: "DATA", recipient: "", recipientCount: "1" },
			"The request names no recipient",
		],
	];
	for (const [title, changes, problem] of table) test(title, () => expect(valueFrom(changes)).toBe(problem));
});
