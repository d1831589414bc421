/** Sender keys: what changes from mail to mail is folded, each rule by its setting. The title is the sender. */
import { describe, expect, test } from "vitest";
import { senderKeyOf } from "../../../shared/policy/sender-key.ts";
import type { SenderRules } from "../../../shared/policy/settings.ts";

const all: SenderRules = { verp: true, batv: true, srs: true, plus: true, esp: true };
const none: SenderRules = { verp: false, batv: false, srs: false, plus: false, esp: false };

const folded: readonly (readonly [string, string, keyof SenderRules | null])[] = [
	["", "", null],
	["Alice@Example.NET", "alice@example.net", null],
	["alice.smith@example.net", "alice.smith@example.net", null],
	["alice2@example.net", "alice2@example.net", null],
	["12345678@qq.example", "12345678@qq.example", null],
	["no-domain", "no-domain", null],
	["a@b@example.net", "a@b@example.net", null],
	["list-owner+bob=dest.test@list.example", "list-owner@list.example", "verp"],
	["list-owner-bob=dest.test@list.example", "list-owner@list.example", "verp"],
	["list-return-1234-bob=dest.test@list.example", "list-return-#@list.example", "verp"],
	["bounce-1234@list.example", "bounce-#@list.example", "verp"],
	["bounce.17.x@list.example", "bounce.#.x@list.example", "verp"],
	["prvs=0123abcdef=alice@example.net", "alice@example.net", "batv"],
	["btv1==0123abcdef==alice@example.net", "alice@example.net", "batv"],
	["SRS0=HHHH=TT=origin.example=alice@relay.example", "alice@origin.example", "srs"],
	["SRS0+HHHH=TT=origin.example=alice@relay.example", "alice@origin.example", "srs"],
	["SRS1=GGGG=first.example==HHHH=TT=origin.example=alice@second.example", "alice@origin.example", "srs"],
	["SRS0=HHHH=TT=origin.example=bounce-77@relay.example", "bounce-#@origin.example", "srs"],
	["alice+news@example.net", "alice@example.net", "plus"],
	["+news@example.net", "+news@example.net", null],
	["0100018f5d3c2b1a-8a7b6c5d-4e3f-2a1b-9c8d-7e6f5a4b3c2d-000000@esp.example", "#@esp.example", "esp"],
	["bounces-12ab34cd56ef-7@esp.example", "bounces-#@esp.example", "esp"],
	["b.x9k2m7q4w8e1r5t3y6@esp.example", "b.#@esp.example", "esp"],
	["deadbeefcafe@example.net", "deadbeefcafe@example.net", null],
];

describe("with every rule", () => {
	for (const [sender, key] of folded) test(sender || "<>", () => expect(senderKeyOf(sender, all)).toBe(key));
});

describe("with its own rule switched off, it stays as it is", () => {
	for (const [sender, , rule] of folded)
		if (rule !== null)
			test(`${sender} without ${rule}`, () => {
				expect(senderKeyOf(sender, { ...none, [rule]: false })).toBe(sender.toLowerCase());
				expect(senderKeyOf(sender, { ...none, [rule]: true })).not.toBe(sender.toLowerCase());
			});
});

test("two mails of one sender have one key, two senders have two", () => {
	const key = (sender: string) => senderKeyOf(sender, all);
	expect(key("msg-1@list.example")).toBe(key("msg-2@list.example"));
	expect(key("msg-1@list.example")).not.toBe(key("other-1@list.example"));
	expect(key("SRS0=AAAA=T1=origin.example=alice@relay.example")).toBe(
		key("SRS0=BBBB=T2=origin.example=alice@relay.example"),
	);
});
