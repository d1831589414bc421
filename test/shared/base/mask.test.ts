/** What others may see of an address on a shared screen. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { masked, maskedAddress, maskedQuery } from "../../../shared/base/mask.ts";

describe("an address", () => {
	test.each([
		["anna@example.org", "•••@example.org"],
		["", ""],
		["<>", "<>"],
		["postmaster@example.org", "postmaster@example.org"],
		["Abuse@example.org", "Abuse@example.org"],
		["*@example.org", "*@example.org"],
		["@example.org", "@example.org"],
		["helpdesk@", "•••@"],
		["192.0.2.0/24", "192.0.2.0/24"],
		["anna b@example.org", "•••@example.org"],
		['"anna@home"@example.org', "•••@example.org"],
		["bounces+anna=example.org@list.example.net", "•••@list.example.net"],
		["SRS0=HHH=TT=example.org=anna@relay.example.net", "•••@relay.example.net"],
		["grüße@beispiel.example", "•••@beispiel.example"],
	])("%s", (address, shown) => {
		expect(maskedAddress(address)).toBe(shown);
	});
});

describe("free text", () => {
	test.each([
		["anna.b@example.org waits, says bob@example.net.", "•••@example.org waits, says •••@example.net."],
		[
			"450 4.2.0 <anna@example.org>: Recipient address rejected",
			"450 4.2.0 <•••@example.org>: Recipient address rejected",
		],
		['from "anna b"@example.org (twice)', "from •••@example.org (twice)"],
		["mailto:anna@example.org", "mailto:•••@example.org"],
		["<@relay.example:anna@example.org>", "<@relay.example:•••@example.org>"],
		["write to postmaster@example.org", "write to postmaster@example.org"],
		["client 2001:db8::1 at 10:41", "client 2001:db8::1 at 10:41"],
		["prvs=0123abcdef=anna@example.org bounced", "•••@example.org bounced"],
	])("%s", (text, shown) => {
		expect(masked(text)).toBe(shown);
	});

	test("a long text without any address is read once", () => {
		expect(masked(`${"a".repeat(200_000)} @`)).toHaveLength(200_002);
	});

	test("what stands for a local part can be told apart, and is not masked once more", () => {
		const names: string[] = [];
		const tokenOf = (local: string) => `•••${names.push(local)}`;
		const once = masked("anna@a.example, bob@b.example", tokenOf);
		expect(once).toBe("•••1@a.example, •••2@b.example");
		expect(masked(once, tokenOf)).toBe(once);
	});

	test("no local part is left, whatever stands around it", () => {
		const word = fc.stringMatching(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{8,20}$/).filter((local) => !/^\**$/.test(local));
		const around = fc.constantFrom("", " ", "<", ">", ", ", ": ", "(", '"', "\u202e", "\n");
		fc.assert(
			fc.property(word, around, around, (local, before, after) => {
				expect(masked(`${before}${local}@example.org${after}`)).not.toContain(local);
			}),
		);
	});
});

describe("a query", () => {
	test.each([
		["state:waiting sender:anna@example.org", "state:waiting sender:•••@example.org"],
		["sender:anna", "sender:•••"],
		['-recipient:"anna b" age:>1h', "-recipient:••• age:>1h"],
		["recipient:anna,bob@example.org", "recipient:•••,•••@example.org"],
		["sender:*@example.org", "sender:*@example.org"],
		["sender:<>", "sender:<>"],
		["host:*.example.net client:192.0.2.0/24", "host:*.example.net client:192.0.2.0/24"],
	])("%s", (query, shown) => {
		expect(maskedQuery(query)).toBe(shown);
	});
});
