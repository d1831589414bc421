/** The policy wire: real requests, cut anywhere, and what hostile clients send. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../shared/base/outcome.ts";
import { decodeUtf8 } from "../../../shared/base/utf8.ts";
import { attributeNames, type PolicyRequest, requestOf } from "../../../shared/postfix/policy-request.ts";
import { createPolicyReader, MAX_ATTRIBUTES, MAX_REQUEST_BYTES } from "../../../shared/postfix/policy-wire.ts";

const full = `request=smtpd_access_policy
protocol_state=RCPT
protocol_name=ESMTP
client_address=192.0.2.10
client_name=mail.example.net
client_port=46148
reverse_client_name=mail.example.net
server_address=198.51.100.2
server_port=25
helo_name=mail.example.net
sender=alice@example.net
recipient=bob@dest.test
recipient_count=0
queue_id=
instance=1b2c.69a1.5d7f.0
size=1234
etrn_domain=
stress=
sasl_method=
sasl_username=
sasl_sender=
ccert_subject=
ccert_issuer=
ccert_fingerprint=
ccert_pubkey_fingerprint=
encryption_protocol=TLSv1.3
encryption_cipher=TLS_AES_256_GCM_SHA384
encryption_keysize=256
policy_context=submission
compatibility_level=3.6
mail_version=3.12.0

`;

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

function read(text: string): readonly Outcome<PolicyRequest>[] {
	return createPolicyReader().push(bytesOf(text));
}

function readInParts(bytes: Uint8Array, cuts: readonly number[]): readonly Outcome<PolicyRequest>[] {
	const reader = createPolicyReader();
	const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
	return edges.slice(1).flatMap((to, index) => [...reader.push(bytes.slice(edges[index], to))]);
}

/** What of a request is not empty. */
function told(outcome: Outcome<PolicyRequest> | undefined): unknown {
	if (outcome === undefined) return "nothing";
	if (!outcome.ok) return outcome.problem;
	return Object.fromEntries(Object.entries(outcome.value).filter(([, value]) => value !== ""));
}

describe("a request of Postfix 3.12", () => {
	test("is read: every attribute that is made use of", () => {
		const [request] = read(full);
		expect(told(request)).toEqual({
			request: "smtpd_access_policy",
			protocolState: "RCPT",
			clientAddress: "192.0.2.10",
			clientName: "mail.example.net",
			reverseClientName: "mail.example.net",
			heloName: "mail.example.net",
			sender: "alice@example.net",
			recipient: "bob@dest.test",
			recipientCount: "0",
			instance: "1b2c.69a1.5d7f.0",
			size: "1234",
			encryptionProtocol: "TLSv1.3",
		});
	});

	test("each name on the wire has its own field", () => {
		for (const [index, name] of attributeNames.entries()) {
			const [request] = read(`${name}=value\n\n`);
			const expected = requestOf(attributeNames.map((_, at) => (at === index ? "value" : "")));
			expect(request).toEqual({ ok: true, value: expected });
			expect(Object.values(expected).filter((value) => value === "value")).toHaveLength(1);
		}
	});

	test("cut at every byte, it is the same", () => {
		const bytes = bytesOf(full + full.replaceAll("\n", "\r\n"));
		const whole = createPolicyReader().push(bytes);
		expect(whole).toHaveLength(2);
		expect(whole[0]).toEqual(whole[1]);
		for (let cut = 0; cut <= bytes.length; cut += 1) expect(readInParts(bytes, [cut])).toEqual(whole);
	});

	test("a byte at a time, it is the same, and nothing is held afterwards", () => {
		const reader = createPolicyReader();
		const bytes = bytesOf(full);
		const got = [...bytes].flatMap((byte, index) => {
			expect(reader.halfway()).toBe(index > 0);
			return [...reader.push(Uint8Array.of(byte))];
		});
		expect(got).toEqual(read(full));
		expect(reader.halfway()).toBe(false);
	});

	test("many in one piece come out in order", () => {
		const many = Array.from({ length: 50 }, (_, index) => full.replace("alice@", `alice${index}@`)).join("");
		const got = read(many).map((request) => (request.ok ? request.value.sender : request.problem));
		expect(got).toEqual(Array.from({ length: 50 }, (_, index) => `alice${index}@example.net`));
	});
});

describe("lines", () => {
	const table: readonly (readonly [string, unknown])[] = [
		["sender=a=b@example.net\n\n", { sender: "a=b@example.net" }],
		["sender=\n\n", {}],
		["sender=first@example.net\nsender=last@example.net\n\n", { sender: "last@example.net" }],
		["sender=first@example.net\nsender=\n\n", {}],
		["Sender=a@example.net\n\n", {}],
		[" sender=a@example.net\n\n", {}],
		["sender =a@example.net\n\n", {}],
		["sender= a@example.net \n\n", { sender: " a@example.net " }],
		["__proto__=x\nconstructor=x\nsize=5\n\n", { size: "5" }],
		["toString=x\nhasOwnProperty=x\n=x\n=\nsize=5\n\n", { size: "5" }],
		["GET / HTTP/1.1\nHost: x\nsize=5\n\n", { size: "5" }],
		["sender=a\0b@example.net\n\n", { sender: "a\0b@example.net" }],
		["sender=j\xc3\xb6rg@example.net\n\n", { sender: "jörg@example.net" }],
		["sender=j\xf6rg@example.net\n\n", { sender: "j\ufffdrg@example.net" }],
		["sender=a\rb\r\n\r\n", { sender: "a\rb" }],
		["\n\r\n\nsize=5\n\n", { size: "5" }],
		[`${"x".repeat(5000)}=1\nsize=5\n\n`, { size: "5" }],
		["\xff\xfe\x00=\x80\nsize=5\n\n", { size: "5" }],
		["\n", "nothing"],
		["size=5\n", "nothing"],
		["size=5", "nothing"],
	];
	for (const [text, expected] of table)
		test(JSON.stringify(text).slice(0, 60), () => expect(told(read(text)[0])).toEqual(expected));

	test("attributes leave no trace on what all objects share", () => {
		read("__proto__=x\npolluted=yes\n\n");
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	test("what one request said is not in the next", () => {
		expect(read("sender=a@example.net\n\nsize=5\n\n").map(told)).toEqual([{ sender: "a@example.net" }, { size: "5" }]);
	});

	const apart: readonly (readonly [string, string])[] = [
		["alice@example.net", "alicf@example.net"],
		["j\xc3\xb6rg@example.net", "j\xf6rg@example.net"],
		["j\xf6rg@example.net", "j\xc3\xb6rg@example.net"],
		["j\xc3\x83\xc2\xb6rg@example.net", "j\xc3\xb6rg@example.net"],
	];
	for (const [one, other] of apart)
		test(`${JSON.stringify(other)} behind ${JSON.stringify(one)} is what it is alone`, () => {
			const both = read(`sender=${one}\n\nclient_name=${one}\nsender=${other}\n\n`);
			expect(told(both[1])).toMatchObject({ sender: Buffer.from(other, "latin1").toString("utf8") });
		});
});

describe("bounds", () => {
	const lines = (count: number) => `${"x=1\n".repeat(count)}\n`;
	const long = (bytes: number) => `sender=${"a".repeat(bytes - "sender=\n".length)}\n\n`;

	test("a hundred attributes are read, one more is a problem", () => {
		expect(read(lines(MAX_ATTRIBUTES))[0]?.ok).toBe(true);
		expect(told(read(lines(MAX_ATTRIBUTES + 1))[0])).toBe("more than 100 attributes in one request");
	});

	test("64 KiB are read, one byte more is a problem", () => {
		expect(read(long(MAX_REQUEST_BYTES))[0]?.ok).toBe(true);
		expect(told(read(long(MAX_REQUEST_BYTES + 1))[0])).toBe("a request of more than 65536 bytes");
	});

	test("a line that never ends is a problem as soon as it is too long, whole or in drops", () => {
		expect(told(read("a".repeat(MAX_REQUEST_BYTES + 1))[0])).toBe("a request of more than 65536 bytes");
		const reader = createPolicyReader();
		const drop = bytesOf("a".repeat(1000));
		let problems = 0;
		for (let sent = 0; sent < 100; sent += 1) problems += reader.push(drop).length;
		expect(problems).toBe(1);
	});

	test("requests before the broken one are answered, and the problem is told once", () => {
		const reader = createPolicyReader();
		const got = reader.push(bytesOf(full + lines(101) + full));
		expect(got.map(({ ok }) => ok)).toEqual([true, false]);
		expect(reader.push(bytesOf(full))).toEqual([]);
	});

	test("the bound is for a request, not for a connection", () => {
		const reader = createPolicyReader();
		for (let sent = 0; sent < 200; sent += 1) expect(reader.push(bytesOf(full))).toHaveLength(1);
	});
});

describe("whatever comes", () => {
	const pieces = fc.oneof(
		fc.uint8Array({ maxLength: 300 }),
		fc
			.constantFrom(full, "\n\n", "\r\n\r\n", "=", "request=", "__proto__=x\n", "sender=é\n")
			.map((text) => new Uint8Array(Buffer.from(text))),
	);

	test("the reader never throws, and the cuts make no difference", () => {
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 20 }), fc.array(fc.nat(4000), { maxLength: 8 }), (parts, cuts) => {
				const bytes = new Uint8Array(Buffer.concat(parts));
				const whole = createPolicyReader().push(bytes);
				const within = cuts.map((cut) => Math.min(cut, bytes.length));
				expect(readInParts(bytes, within)).toEqual(whole);
			}),
			{ numRuns: 300 },
		);
	});

	test("our decoder says what the platform's says", () => {
		const platform = new TextDecoder("utf-8", { ignoreBOM: true });
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 50 }), (text) => {
				const bytes = new TextEncoder().encode(text);
				expect(decodeUtf8(bytes, 0, bytes.length)).toBe(platform.decode(bytes));
			}),
		);
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
				const text = decodeUtf8(bytes, 0, bytes.length);
				expect(text.replaceAll("\ufffd", "")).toBe(platform.decode(bytes).replaceAll("\ufffd", ""));
			}),
		);
	});
});
