/** Answers on the wire: one printable line, whatever texts and domains hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../../shared/policy/settings.ts";
import { recipeFor } from "../../../shared/postfix/recipe.ts";
import { type ReplyTo, replyOf } from "../../../shared/postfix/reply.ts";

const now = Date.UTC(2026, 2, 14, 10, 42, 7);
const wait: ReplyTo = { action: "defer", secondsLeft: 59.2, triplet: "abcdefghijklmnop", domain: "dest.test" };

function said(answer: ReplyTo, reply: Partial<Settings["reply"]> = {}, host = "mx.dest.test"): string {
	const settings = {
		reply: { code: "defer-if-permit", text: "Greylisted, try again in {seconds} seconds", help: "", ...reply },
	} as const;
	return replyOf(answer, { settings, host, now });
}

describe("replies", () => {
	const table: readonly (readonly [string, string])[] = [
		[said(wait), "DEFER_IF_PERMIT 4.2.0 Greylisted, try again in 60 seconds"],
		[said(wait, { code: "450" }), "450 4.2.0 Greylisted, try again in 60 seconds"],
		[said(wait, { code: "451" }), "451 4.7.1 Greylisted, try again in 60 seconds"],
		[
			said(wait, { text: "{domain} {triplet} {seconds} {other}" }),
			"DEFER_IF_PERMIT 4.2.0 dest.test abcdefghijklmnop 60 {other}",
		],
		[said(wait, { code: "450", text: "Greylisted {retry}" }), "450 4.2.0 Greylisted retry=60"],
		[
			said(wait, { text: "Please wait, see {help}", help: "https://mx.dest.test/wait?{triplet}" }),
			"DEFER_IF_PERMIT 4.2.0 Please wait, see https://mx.dest.test/wait?abcdefghijklmnop",
		],
		[said({ ...wait, domain: "$(x);\r\nevil" }, { text: "{domain}" }), "DEFER_IF_PERMIT 4.2.0 ??x????evil"],
		[said({ ...wait, domain: "{triplet}" }, { text: "{domain}" }), "DEFER_IF_PERMIT 4.2.0 ?triplet?"],
		[said({ ...wait, secondsLeft: -5 }, { text: "{seconds}" }), "DEFER_IF_PERMIT 4.2.0 0"],
		[said(wait, { text: "später\n\naction=OK" }), "DEFER_IF_PERMIT 4.2.0 sp?ter  action=OK"],
		[said(wait, { text: "  " }), "DEFER_IF_PERMIT 4.2.0 Greylisted, please try again later"],
		[said({ action: "pass", header: null }), "DUNNO"],
		[
			said({ action: "pass", header: { delayed: 317.9 } }),
			"PREPEND X-Greylist: delayed 317 seconds by greydesk at mx.dest.test; Sat, 14 Mar 2026 10:42:07 +0000",
		],
		[
			said({ action: "pass", header: { delayed: 1 } }, {}, "mx\r\nBcc: x"),
			"PREPEND X-Greylist: delayed 1 seconds by greydesk at mx??Bcc:?x; Sat, 14 Mar 2026 10:42:07 +0000",
		],
	];
	for (const [got, expected] of table) test(expected, () => expect(got).toBe(expected));

	test("whatever is filled in, it is one printable line of bounded length", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.string({ unit: "binary" }), (text, domain) => {
				const line = said({ ...wait, domain }, { text: `${text}{domain}` });
				expect(line).toMatch(/^[\x20-\x7e]{1,512}$/);
			}),
		);
	});
});

describe("the recipe", () => {
	test("is the operator's own list with our check last", () => {
		expect(recipeFor("127.0.0.1:10023").line).toBe(
			"smtpd_recipient_restrictions = …, permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, reject_unlisted_recipient, <other rejects>, check_policy_service { inet:127.0.0.1:10023, timeout=5s, default_action=DUNNO }",
		);
	});
	test("names a unix socket by its path, and IPv6 in brackets", () => {
		expect(recipeFor("unix:private/greydesk").restriction).toBe(
			"check_policy_service { unix:private/greydesk, timeout=5s, default_action=DUNNO }",
		);
		expect(recipeFor("[::1]:10023").restriction).toContain("inet:[::1]:10023");
	});
});
