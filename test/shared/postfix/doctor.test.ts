/** Configurations as postmasters write them, read by the real postconf, and what the doctor says of them. */
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readPostfix } from "../../../electron/cli/postconf-run.ts";
import { judgePostfix, type PostfixJudgement } from "../../../shared/postfix/doctor.ts";

const US = "check_policy_service { inet:127.0.0.1:10023, timeout=5s, default_action=DUNNO }";
const GOOD = `permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, reject_unlisted_recipient, ${US}`;
const SMTP = "smtp inet n - y - - smtpd\n";
const scratch = mkdtempSync(join(tmpdir(), "greydesk-postconf-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Written {
	readonly main: string;
	readonly master?: string;
	readonly listeners?: readonly string[] | null;
}

async function judged({ main, master = SMTP, listeners = ["127.0.0.1:10023"] }: Written): Promise<PostfixJudgement> {
	writeFileSync(join(scratch, "main.cf"), `compatibility_level = 3.6\nmyhostname = mx.example.org\n${main}\n`);
	writeFileSync(join(scratch, "master.cf"), master);
	// Postfix reads a file that was changed within this second once more, later.
	utimesSync(join(scratch, "main.cf"), 0, 0);
	const read = await readPostfix(scratch);
	if (!read.ok) throw new Error(read.problem);
	return judgePostfix({ ...read.value, listeners });
}

const list = (restrictions: string) => `smtpd_recipient_restrictions = ${restrictions}`;
const told = ({ findings }: PostfixJudgement, level: string) =>
	findings.filter((one) => one.level === level).map(({ words }) => words);

/** What it says to run is run by hand: the list it proposes is judged again, and must be well. */
async function mended(judgement: PostfixJudgement, written: Written): Promise<PostfixJudgement> {
	const line = judgement.change.find((one) => one.includes("smtpd_recipient_restrictions")) ?? "";
	const [, assignment = ""] = /'(?:.*\/)?(smtpd_recipient_restrictions ?=.*)'$/.exec(line) ?? [];
	return judged({ ...written, main: assignment });
}

describe.skipIf(!existsSync("/usr/sbin/postconf"))("doctor postfix", () => {
	test("the list of our own README is well, at the place it says", async () => {
		const judgement = await judged({ main: list(GOOD) });
		expect(told(judgement, "wrong")).toEqual([]);
		expect(told(judgement, "note")).toEqual([]);
		expect(told(judgement, "good")).toContain("Greydesk is asked, number 5 of 5 in smtpd_recipient_restrictions");
		expect(judgement.change).toEqual([]);
	});

	test.each([
		["nobody asks us", "permit_mynetworks, reject_unauth_destination", "nothing is greylisted"],
		["before permit_mynetworks", `${US}, permit_mynetworks, reject_unauth_destination`, "your own machines would wait"],
		["behind a permit", `permit_mynetworks, reject_unauth_destination, permit, ${US}`, "which is never reached"],
		[
			"without a default action",
			GOOD.replace(", default_action=DUNNO", ""),
			'Postfix answers "451 4.3.5 Server configuration problem": mail is delayed',
		],
		["as of old, without braces", GOOD.replace(/\{ (\S+),.*\}/, "$1"), "mail is delayed"],
	])("%s: wrong, and the command it prints mends it", async (_, restrictions, words) => {
		const judgement = await judged({ main: list(restrictions) });
		expect(told(judgement, "wrong").join("\n")).toContain(words);
		expect(judgement.change.at(-1)).toBe("postfix reload");
		const after = await mended(judgement, { main: "" });
		expect(told(after, "wrong")).toEqual([]);
		expect(told(after, "note")).toEqual([]);
	});

	test("before unlisted recipients and other rejects are refused, a note says what waits in vain", async () => {
		const written = {
			main: list(`permit_mynetworks, reject_unauth_destination, ${US}, reject_rbl_client zen.example`),
		};
		const judgement = await judged(written);
		expect(told(judgement, "note")).toEqual([
			expect.stringContaining("mailboxes that do not exist"),
			expect.stringContaining("reject_rbl_client stands behind Greydesk"),
		]);
		expect(judgement.change[0]).toContain("reject_rbl_client zen.example, reject_unlisted_recipient, check_policy");
	});

	test("Postfix's long patience of 100 s is noted", async () => {
		const judgement = await judged({ main: list(GOOD.replace(" timeout=5s,", "")) });
		expect(told(judgement, "note")).toEqual([expect.stringContaining("Postfix waits 100s")]);
	});

	test("before Postfix 3.6's order, foreign domains must be refused in the list itself", async () => {
		const written = list(`permit_mynetworks, reject_unlisted_recipient, ${US}`);
		expect(told(await judged({ main: written }), "wrong")).toEqual([]);
		const older = await judged({ main: `smtpd_relay_before_recipient_restrictions = no\n${written}` });
		expect(told(older, "wrong")).toEqual([expect.stringContaining("reject_unauth_destination does not stand")]);
	});

	test.each(["client", "helo", "sender", "data", "end_of_data"])(
		"in smtpd_%s_restrictions we stand wrong",
		async (stage) => {
			const judgement = await judged({ main: `smtpd_${stage}_restrictions = ${US}` });
			expect(told(judgement, "wrong")).toEqual([expect.stringContaining(`asked in smtpd_${stage}_restrictions`)]);
			expect(judgement.change[0]).toBe(`postconf -e 'smtpd_${stage}_restrictions = '`);
			expect(judgement.change[1]).toContain("smtpd_recipient_restrictions = permit_mynetworks");
		},
	);

	test("without delay of rejects the recipient is unknown there", async () => {
		const judgement = await judged({ main: `smtpd_delay_reject = no\nsmtpd_client_restrictions = ${US}` });
		expect(told(judgement, "wrong")[0]).toContain("before the recipient is known");
	});

	test("a variable that holds us is read through", async () => {
		const judgement = await judged({ main: `greylist = ${US}\n${list(GOOD.replace(US, "$greylist"))}` });
		expect(told(judgement, "wrong")).toEqual([]);
	});

	test("a restriction class asks for some mail only", async () => {
		const main = `smtpd_restriction_classes = grey\ngrey = ${US}\n${list("check_recipient_access hash:/etc/x, reject")}`;
		expect(told(await judged({ main }), "note")).toEqual([expect.stringContaining("restriction class grey")]);
	});

	test("a server of master.cf with a list of its own is judged by that, and mended there", async () => {
		const master = `smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n  -o smtpd_recipient_restrictions=permit_mynetworks,reject_unauth_destination\nsubmission inet n - y - - smtpd\n  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject\n`;
		const judgement = await judged({ main: list(GOOD), master });
		expect(judgement.findings.filter(({ level }) => level === "wrong").map(({ about }) => about)).toEqual([
			"master.cf, smtpd/pass",
		]);
		expect(judgement.change[0]).toMatch(
			/^postconf -P 'smtpd\/pass\/smtpd_recipient_restrictions=permit_mynetworks, permit_sasl_auth/,
		);
	});

	test("postscreen's deep tests make new clients wait twice", async () => {
		const master = "smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n";
		const main = `postscreen_bare_newline_enable = yes\n${list(GOOD)}`;
		const { findings } = await judged({ main, master });
		expect(findings.find(({ about }) => about === "postscreen")).toMatchObject({
			level: "note",
			mend: "postconf -e 'postscreen_bare_newline_enable = no'",
		});
		const calm = await judged({ main: list(GOOD), master });
		expect(told(calm, "note")).toEqual([]);
	});

	test("another greylister that is asked too is named", async () => {
		const other = "check_policy_service inet:127.0.0.1:60000";
		const judgement = await judged({ main: list(GOOD.replace(US, `${other}, ${US}`)) });
		expect(told(judgement, "wrong")).toEqual([expect.stringContaining("looks like postgrey: mail would wait at both")]);
		const milter = await judged({ main: `smtpd_milters = unix:milter-greylist/sock\n${list(GOOD)}` });
		expect(told(milter, "wrong")).toEqual([expect.stringContaining("milter-greylist/sock")]);
	});

	test("our listener is known by any of its names, and another port is not ours", async () => {
		for (const endpoint of ["inet:localhost:10023", "inet:[::1]:10023"]) {
			const main = list(GOOD.replace("inet:127.0.0.1:10023", endpoint));
			expect(told(await judged({ main, listeners: ["127.0.0.1:10023", "[::1]:10023"] }), "wrong")).toEqual([]);
		}
		const unix = list(GOOD.replace("inet:127.0.0.1:10023", "unix:private/greydesk"));
		expect(
			told(await judged({ main: unix, listeners: ["unix:/var/spool/postfix/private/greydesk"] }), "wrong"),
		).toEqual([]);
		expect(told(await judged({ main: unix, listeners: ["127.0.0.1:10023"] }), "wrong")[0]).toContain(
			"unix:private/greydesk",
		);
		expect(told(await judged({ main: unix, listeners: null }), "wrong")).toEqual([]);
		expect(told(await judged({ main: unix, listeners: [] }), "wrong")).toEqual([
			expect.stringContaining("listens nowhere"),
		]);
	});

	test("a folder without a configuration is told in Postfix's own words", async () => {
		expect(await readPostfix("/nonexistent")).toMatchObject({ ok: false, problem: expect.stringContaining("main.cf") });
	});
});
