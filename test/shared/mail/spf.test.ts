import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readSpf } from "../../../shared/mail/spf/record.ts";
import { checkSpf } from "../../../shared/mail/spf/spf.ts";
import { resolverOf, type Zone } from "../../fixtures/zone.ts";

const V4 = "192.0.2.10";
const V6 = "2001:db8::10";

/** Everything the rows below name besides the record they try. */
const world: Zone = {
	"host.example": { A: [V4], AAAA: [V6], TXT: ["v=spf1 a -all"] },
	"other.example": { A: ["198.51.100.7"], TXT: ["v=spf1 a -all"] },
	"mail.example": { MX: ["mx1.mail.example", "mx2.mail.example"] },
	"mx1.mail.example": { A: ["198.51.100.1"] },
	"mx2.mail.example": { A: [V4], AAAA: [V6] },
	"crowd.example": { MX: Array.from({ length: 11 }, (_, at) => `mx${at}.crowd.example`) },
	"yes.example": { TXT: ["v=spf1 +all"] },
	"no.example": { TXT: ["v=spf1 -all"] },
	"soft.example": { TXT: ["v=spf1 ~all"] },
	"plain.example": { TXT: ["just text"] },
	"broken.example": { TXT: ["v=spf1 foo -all"] },
	"two.example": { TXT: ["v=spf1 +all", "v=spf1 -all"] },
	"dead.example": "trouble",
	"loop.example": { TXT: ["v=spf1 include:loop.example -all"] },
	"10.2.0.192.in-addr.arpa": { PTR: ["liar.host.example", "mx2.mail.example"] },
	"10.2.0.192.list.example": { A: ["127.0.0.2"] },
	"192.0.2.10.list.example": { A: ["127.0.0.2"] },
	"alice.users.example": { A: ["127.0.0.2"] },
	"first.users.example": { A: ["127.0.0.2"] },
	"0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.six.example": { A: ["127.0.0.2"] },
	"2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.six.example": { A: ["127.0.0.2"] },
};

async function spfOf(record: string | readonly string[], client = V4, sender = "alice@sender.example") {
	const TXT = typeof record === "string" ? [record] : record;
	const zone = resolverOf({ ...world, "sender.example": { TXT, A: [V4] } });
	return (await checkSpf({ client, sender, helo: "helo.example" }, zone.resolve)).result;
}

/** Record, then what it comes to for 192.0.2.10, and for 2001:db8::10. The numbers are sections of RFC 7208. */
const table: readonly (readonly [what: string, record: string, v4: string, v6: string])[] = [
	["4.7 no term matches", "v=spf1", "neutral", "neutral"],
	["5.1 all, by each qualifier", "v=spf1 ?all", "neutral", "neutral"],
	["5.1 all, by each qualifier", "v=spf1 ~all", "softfail", "softfail"],
	["5.1 what stands behind all is not asked", "v=spf1 -all +ip4:192.0.2.10", "fail", "fail"],
	["5.2 include that passes", "v=spf1 include:yes.example -all", "pass", "pass"],
	["5.2 include that fails does not match", "v=spf1 include:no.example ?all", "neutral", "neutral"],
	["5.2 include of a domain without SPF", "v=spf1 include:plain.example ~all", "permerror", "permerror"],
	["5.2 include of a broken record", "v=spf1 include:broken.example ~all", "permerror", "permerror"],
	["5.2 include of a dead server", "v=spf1 include:dead.example ~all", "temperror", "temperror"],
	["5.2 include that includes itself", "v=spf1 include:loop.example", "permerror", "permerror"],
	["5.3 a, of the domain itself", "v=spf1 a -all", "pass", "fail"],
	["5.3 a, of another", "v=spf1 a:host.example -all", "pass", "pass"],
	["5.3 a, by network", "v=spf1 a:other.example/8 a:other.example//64 ~all", "softfail", "softfail"],
	["5.3 a, by both widths", "v=spf1 a:host.example/24//64 -all", "pass", "pass"],
	["5.3 a, too wide", "v=spf1 a:host.example/33 +all", "permerror", "permerror"],
	["5.3 a, width with a zero before it", "v=spf1 a:host.example/024 +all", "permerror", "permerror"],
	["5.4 mx", "v=spf1 mx:mail.example -all", "pass", "pass"],
	["5.4 mx, more than ten", "v=spf1 mx:crowd.example +all", "permerror", "permerror"],
	["5.5 ptr, at or below a name that leads back", "v=spf1 ptr:mail.example -all", "pass", "fail"],
	["5.5 ptr, a name that does not lead back", "v=spf1 ptr:host.example -all", "fail", "fail"],
	["5.6 ip4 and ip6", "v=spf1 ip4:192.0.2.0/28 ip6:2001:db8::/32 -all", "pass", "pass"],
	["5.6 ip4 without a width is one address", "v=spf1 ip4:192.0.2.11 -all", "fail", "fail"],
	["5.6 ip4 that is none", "v=spf1 ip4:192.0.2 +all", "permerror", "permerror"],
	["5.6 ip6 that is none", "v=spf1 ip6:192.0.2.1 +all", "permerror", "permerror"],
	["5.7 exists", "v=spf1 exists:%{ir}.list.example -all", "pass", "fail"],
	["6 an unknown modifier is skipped", "v=spf1 moo=%{d} +all", "pass", "pass"],
	["6 but not a broken one", "v=spf1 moo=%{q} +all", "permerror", "permerror"],
	["6.1 redirect", "v=spf1 redirect=host.example", "pass", "pass"],
	["6.1 redirect beside all is not followed", "v=spf1 redirect=yes.example -all", "fail", "fail"],
	["6.1 redirect to nothing", "v=spf1 redirect=plain.example", "permerror", "permerror"],
	["6.1 two redirects", "v=spf1 redirect=yes.example redirect=yes.example", "permerror", "permerror"],
	["6.2 exp is read, and not fetched", "v=spf1 -all exp=explain.example", "fail", "fail"],
	["7 local part", "v=spf1 exists:%{l}.users.example -all", "pass", "pass"],
	["7 address, as it is and reversed", "v=spf1 exists:%{i}.list.example -all", "pass", "fail"],
	["7 IPv6 by its digits, reversed, under ip6", "v=spf1 exists:%{ir}.%{v}.six.example -all", "fail", "pass"],
	["7 the last labels", "v=spf1 a:host.%{d1} -all", "pass", "pass"],
	["7 a macro of explanations alone", "v=spf1 exists:%{c}.example +all", "permerror", "permerror"],
	["7 no label after all", "v=spf1 exists:%{d0}.example +all", "permerror", "permerror"],
	["4.6.1 a mechanism that is none", "v=spf1 +all foo", "permerror", "permerror"],
	["4.6.1 all with an argument", "v=spf1 all:example", "permerror", "permerror"],
	["4.6.1 a domain that ends in digits", "v=spf1 a:192.0.2.10 +all", "permerror", "permerror"],
	["12 case of names means nothing", "V=SPF1 +IP4:192.0.2.10 +IP6:2001:DB8::10 -ALL", "pass", "pass"],
	["12 many spaces", "v=spf1   ip4:192.0.2.10   ", "pass", "neutral"],
];

describe("a record comes to what RFC 7208 says", () => {
	test.each(table)("%s: %s", async (...[, record, v4, v6]) => {
		expect([await spfOf(record), await spfOf(record, V6)]).toEqual([v4, v6]);
	});

	it("where there is more than one, none that counts, or one of a later version", async () => {
		expect(await spfOf(["v=spf1 +all", "v=spf1 -all"])).toBe("permerror");
		expect(await spfOf(["google-site-verification=x", "v=spf10 +all"])).toBe("none");
		expect(await spfOf(["other", "v=spf1 +all"])).toBe("pass");
		expect(await spfOf("v=spf1 ip4:192.0.2.10 ü")).toBe("permerror");
	});

	it("for a domain that is none, does not exist or cannot be asked", async () => {
		expect(await spfOf("v=spf1 +all", V4, "alice@localhost")).toBe("none");
		expect(await spfOf("v=spf1 +all", V4, "alice@nowhere.example")).toBe("none");
		expect(await spfOf("v=spf1 +all", V4, `alice@${"a".repeat(64)}.example`)).toBe("none");
		expect(await spfOf("v=spf1 +all", V4, "alice@dead.example")).toBe("temperror");
	});
});

describe("of the null sender", () => {
	it("the name in HELO is asked about", async () => {
		const { resolve } = resolverOf({ ...world, "helo.example": { TXT: ["v=spf1 exists:postmaster.%{d} ~all"] } });
		const checked = await checkSpf({ client: V4, sender: "", helo: "helo.example" }, resolve);
		expect(checked).toMatchObject({ result: "softfail", why: "~all in the SPF of helo.example" });
	});

	it("nothing is known where the client said none", async () => {
		expect((await checkSpf({ client: V4, sender: "", helo: null }, resolverOf({}).resolve)).result).toBe("none");
	});
});

describe("what a stranger's record can make us ask", () => {
	it("ends after ten terms", async () => {
		const ten = Array.from({ length: 10 }, () => "a:other.example").join(" ");
		expect(await spfOf(`v=spf1 ${ten} ip4:192.0.2.10`)).toBe("pass");
		expect(await spfOf(`v=spf1 ${ten} a:other.example ip4:192.0.2.10`)).toBe("permerror");
	});

	it("ends after two names that do not exist", async () => {
		expect(await spfOf("v=spf1 a:x1.example a:x2.example ip4:192.0.2.10")).toBe("pass");
		expect(await spfOf("v=spf1 a:x1.example a:x2.example a:x3.example ip4:192.0.2.10")).toBe("permerror");
	});

	it("stays below 200 questions, whatever stands in it", async () => {
		const domain = fc.constantFrom("host.example", "mail.example", "sender.example", "loop.example", "%{p}.example");
		const term = fc
			.tuple(fc.constantFrom("a:", "mx:", "ptr:", "include:", "exists:", "redirect=", "ip4:"), domain)
			.map((parts) => parts.join(""));
		const many = fc.array(fc.oneof(term, fc.string({ maxLength: 20 })), { maxLength: 40 });
		await fc.assert(
			fc.asyncProperty(many, async (terms) => {
				const text = `v=spf1 ${terms.join(" ")}`;
				const zone = resolverOf({ ...world, "sender.example": { TXT: [text], MX: ["mx2.mail.example"] } });
				await checkSpf({ client: V4, sender: "alice@sender.example", helo: null }, zone.resolve);
				expect(zone.asked()).toBeLessThan(200);
			}),
			{ numRuns: 300 },
		);
	});
});

it("takes a record that is too long for none that can be read, and does not read half of it", async () => {
	const start = `v=spf1 ${"ip4:203.0.113.1 ".repeat(255)}`;
	expect(await spfOf(`${start}${" ".repeat(4096 - start.length - 4)}+all`)).toBe("pass");
	expect(await spfOf(`${start}${" ".repeat(4096 - start.length - 3)}+all`)).toBe("permerror");
});

it.each([
	["one.example", true],
	["one.example.", true],
	["one.x-1", true],
	["one.1-1", true],
	["one.123", false],
	["one.-x", false],
	["one.x-", false],
	["one.x..", false],
	["example", false],
	[`one.${"a".repeat(4000)}!`, false],
])("a domain that ends like %s: %s", async (domain, isRead) => {
	expect(readSpf(`v=spf1 exists:${domain}`).ok).toBe(isRead);
});

it("tells our own resolver's trouble from the sender's", async () => {
	const { resolve } = resolverOf({ "sender.example": "resolver-down", "dead.example": "trouble" });
	const check = (sender: string) => checkSpf({ client: V4, sender, helo: null }, resolve);
	expect(await check("alice@sender.example")).toMatchObject({ result: "temperror", ours: true });
	expect(await check("alice@dead.example")).toMatchObject({ result: "temperror", ours: false });
});
