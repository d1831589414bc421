/**
 * Behaviours of other greylisters that are not ours, each with its reason, so that nobody has to ask whether they were
 * forgotten; and those that the wire rather than the policy shows. A suite of a peer that is in neither table fails.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../shared/policy/settings.ts";
import { patternOf } from "../../../shared/policy/whitelist-pattern.ts";
import { attemptOf } from "../../../shared/postfix/attempt-of.ts";
import { requestOf } from "../../../shared/postfix/policy-request.ts";
import { replyOf } from "../../../shared/postfix/reply.ts";

/** Who does it, what, and why we do not. */
const notOurs: readonly (readonly [string, string, string])[] = [
	["rspamd", "greylists by the score of the content", "we decide before the content is sent"],
	["rspamd", "changes its answer with the score that users set", "there is no score"],
	[
		"bley",
		"greylists only who looks suspicious (HELO, DNS lists)",
		"all new mail waits unless a condition says otherwise",
	],
	["bley", "whitelists by regular expression", "patterns of ours can be bounded, listed and told apart"],
	["s-postgray", "wants several retries, or a delay that grows", "one retry after the delay proves a queue (RFC 6647)"],
	["s-postgray", "greylists by sender alone (focus-sender)", "a sender is forged; the client is what proves itself"],
	["s-postgray", "runs once, reloads by HUP, rebalances its table", "of the daemon, not of the policy"],
	[
		"greyd",
		"traps who writes to a spamtrap, to foreign domains or to a backup MX first",
		"we never refuse, we only ask to wait",
	],
	["spamdyke", "keeps a directory for each domain and converts old ones", "one journal holds all"],
	["mtpolicyd", "counts by client and sender domain without a name behind it", "a sender alone proves nothing"],
	["kolab", "resolves aliases of a mailbox", "Postfix expands them behind us; list the alias as well"],
	["mongrey", "policies by country, or by sender and recipient only", "neither tells who is sending"],
	["horazont", "empties its table of what became whitelisted", "trust can end; the triplet is known still"],
	["wwhipple", "ignores its own address", "list it in trustedNetworks, or ask behind permit_mynetworks"],
	["Haraka", "makes a host's key of the labels of its name", "the registered domain by the Public Suffix List is ours"],
	[
		"Stalwart",
		"has no least delay, and replies 452 or 422",
		"an immediate retry proves no queue; 450 and 451 are ours",
	],
	["James", "has no test of it in the snapshot that was read", "its times are a row of ours"],
	["cbpolicyd", "has testers and asserts nothing", "there is nothing to restate"],
];

describe("what is not ours", () => {
	test("each peer whose suite was read has a row that runs or one with a reason", () => {
		const rows = readFileSync(new URL("./acceptance.test.ts", import.meta.url), "utf8");
		const peers =
			"rspamd bley s-postgray greyd spamdyke mtpolicyd kolab mongrey horazont wwhipple daviessm Haraka Stalwart James iRedAPD OpenBSD cbpolicyd";
		const missing = peers
			.split(" ")
			.filter((peer) => !rows.includes(peer) && !notOurs.some(([named]) => named === peer));
		expect(missing).toEqual([]);
		for (const [peer, does, because] of notOurs) expect(because, `${peer} ${does}`).toMatch(/\w+ \w+/);
	});
});

describe("on the wire", () => {
	const request = (attributes: Record<string, string>) => ({
		...requestOf([]),
		request: "smtpd_access_policy",
		protocolState: "RCPT",
		clientAddress: "192.0.2.10",
		sender: "a@example.net",
		recipient: "bob@dest.test",
		...attributes,
	});
	const wait = { action: "defer", secondsLeft: 295, triplet: "t", domain: "dest.test" } as const;
	const said = (text: string) =>
		replyOf(wait, { settings: { reply: { ...defaultSettings.reply, text } }, host: "mx.dest.test", now: 0 });

	test("bley: an incomplete request is passed", () => {
		expect(attemptOf(request({ recipient: "" })).ok).toBe(false);
		expect(attemptOf(request({ clientAddress: "" })).ok).toBe(false);
	});

	test("mtpolicyd: the text tells the seconds that are left", () => {
		expect(said("greylisting is active ({seconds}s left)")).toBe(
			"DEFER_IF_PERMIT 4.2.0 greylisting is active (295s left)",
		);
	});

	test("bley, kolab, postgrey: a header tells how long the mail waited", () => {
		const settings = defaultSettings;
		const header = replyOf({ action: "pass", header: { delayed: 65 } }, { settings, host: "mx.dest.test", now: 0 });
		expect(header).toMatch(/^PREPEND X-Greylist: delayed 65 seconds by greydesk at mx\.dest\.test; Thu, 0?1 Jan 1970/);
	});

	test("s-postgray: what would cover everything is refused", () => {
		for (const text of [".", "*", "0.0.0.0/0", "::/0"]) expect(patternOf("network", text).ok, text).toBe(false);
	});

	test("spamdyke: names of hosts are compared without regard to case", () => {
		expect(attemptOf(request({ clientName: "MX.Example.NET." }))).toMatchObject({
			value: { clientName: "mx.example.net" },
		});
	});
});
