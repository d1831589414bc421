/** Settings that differ by recipient: who rules, who is opted in and out, as scripts; and what is refused. */
import { describe, expect, test } from "vitest";
import { keysOf } from "../../../shared/policy/keys.ts";
import { longestLife } from "../../../shared/policy/override-lines.ts";
import { policyFor } from "../../../shared/policy/recipient-policy.ts";
import { defaultSettings, settingsSchema } from "../../../shared/policy/settings.ts";
import { givenSettingsSchema } from "../../../shared/policy/settings-given.ts";
import { readSettings } from "../../../shared/policy/settings-read.ts";
import { proves } from "./proves.ts";
import { attemptFrom, createStage, START, testHash } from "./script.ts";

describe("settings for some recipients", () => {
	proves(
		"the recipient rules before its domain, the domain before the one above it, and that before all",
		`
		0s  192.0.2.10 - a@example.net bob@sub.dest.test      defer new left=600
		0s  192.0.2.10 - a@example.net bob@deep.sub.dest.test defer new left=300
		0s  192.0.2.10 - a@example.net bob@dest.test          defer new left=60
		0s  192.0.2.10 - a@example.net ceo@sub.dest.test      defer new left=10
		0s  192.0.2.10 - a@example.net sales@dest.test        defer new left=20
		0s  192.0.2.10 - a@example.net sales@sub.dest.test    defer new left=20
		0s  192.0.2.10 - a@example.net CEO@SUB.dest.test      defer new left=10
		`.replaceAll(" defer", "   defer"),
		{
			settings: {
				overrides: [
					"*.dest.test delay=5m",
					"sub.dest.test delay=10m",
					"ceo@sub.dest.test delay=10s",
					"sales@ delay=20s",
				],
			},
		},
	);
	proves(
		"each setting comes from the most exact line that names it",
		`
		0s   192.0.2.10 - a@example.net ceo@dest.test   pass shadow
		5m   192.0.2.10 - a@example.net bob@dest.test   defer new left=300
		`,
		{ settings: { overrides: ["dest.test delay=5m", "ceo@dest.test mode=shadow"] } },
	);
	proves(
		"mail that waits keeps the time it was given when an override comes",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test   defer new left=60
		1s   override dest.test delay=5m                done 1
		61s  192.0.2.10 - a@example.net bob@dest.test   pass after-delay
		61s  192.0.2.10 - b@example.net bob@dest.test   defer new left=300
		`,
	);
	proves(
		"one is opted out, and another opted in again",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test          pass exempt
		0s  192.0.2.10 - a@example.net ceo@dest.test          defer new
		0s  192.0.2.10 - a@example.net bob@other.test         defer new
		0s  192.0.2.10 - a@example.net postmaster@dest.test   pass exempt
		`,
		{ settings: { overrides: ["dest.test greylist=off", "ceo@dest.test greylist=on"] } },
	);
	proves(
		"who opts in a domain has not opted in its postmaster, who must be reachable; who names him has",
		`
		0s  192.0.2.10 - a@example.net postmaster@dest.test    pass exempt
		0s  192.0.2.10 - a@example.net abuse@dest.test         defer new
		0s  192.0.2.10 - a@example.net bob@dest.test           defer new
		`,
		{ settings: { overrides: ["dest.test greylist=on", "abuse@dest.test greylist=on"] } },
	);
	proves(
		"where a list is given, only those on it are greylisted: a domain, what is below it, one mailbox",
		`
		0s  192.0.2.10 - a@example.net bob@dest.test       defer new
		0s  192.0.2.10 - a@example.net bob@sub.dest.test   pass exempt
		0s  192.0.2.10 - a@example.net bob@x.wide.test     defer new
		0s  192.0.2.10 - a@example.net bob@wide.test       pass exempt
		0s  192.0.2.10 - a@example.net one@other.test      defer new
		0s  192.0.2.10 - a@example.net two@other.test      pass exempt
		0s  192.0.2.10 - a@example.net in@else.test        defer new
		`,
		{
			settings: {
				recipientDomains: ["dest.test", "*.wide.test", "one@other.test"],
				overrides: ["in@else.test greylist=on"],
			},
		},
	);
	proves(
		"the null sender is decided at DATA for those who want it",
		`
		0s   192.0.2.10 - <> bob@dest.test at=DATA   defer new
		61s  192.0.2.10 - <> bob@dest.test at=DATA   pass after-delay
		62s  192.0.2.10 - <> bob@other.test          pass exempt
		`,
		{ settings: { overrides: ["dest.test nullSender=at-data"] } },
	);
	proves(
		"a recipient may want no trust that others gave",
		`
		0s   192.0.2.10 - a@example.net bob@dest.test     defer new
		61s  192.0.2.10 - a@example.net bob@dest.test     pass after-delay earned=true
		62s  192.0.2.10 - b@example.net bob@dest.test     pass auto-whitelisted
		63s  192.0.2.10 - b@example.net carol@dest.test   defer new
		`,
		{
			settings: {
				autoWhitelist: { passes: 1, distinct: 1 },
				overrides: ["carol@dest.test autoWhitelist.enabled=off"],
			},
		},
	);

	test("a decision says by which lines it was made", () => {
		const stage = createStage({ overrides: ["dest.test delay=5m", "ceo@dest.test mode=enforce"] });
		const { attempt } = attemptFrom(["192.0.2.10", "-", "a@example.net", "ceo@dest.test"], "one");
		expect(stage.ask(attempt, START).draft.why).toMatch(/by the settings for ceo@dest\.test and dest\.test$/);
	});

	test("where nothing is written for a recipient, the policy is the one for all, the very same", () => {
		const { state } = createStage({ overrides: ["dest.test delay=5m"] });
		expect(policyFor(state.policy, "bob@other.test")).toBe(state.policy);
		expect(policyFor(state.policy, "a@dest.test")).toBe(policyFor(state.policy, "b@dest.test"));
		expect(policyFor(createStage().state.policy, "a@dest.test").override).toBeUndefined();
	});

	test("triplets that live longer for some recipients are found under earlier keys as long", () => {
		const settings = settingsSchema.parse({ overrides: ["dest.test passLifetime=200d"] });
		expect(longestLife(settings)).toBe(200 * 86_400);
		const stage = createStage(settings);
		const { attempt } = attemptFrom(["192.0.2.10", "-", "a@example.net", "bob@dest.test"], "one");
		stage.record({
			kind: "settings-changed",
			at: START,
			actionId: "keys",
			who: { name: "test", verified: false, role: "operator" },
			why: "",
			revision: 2,
			before: stage.state.policy.settings,
			after: { ...settings, clientKey: "address" },
			passAllBefore: null,
			passAllUntilAt: null,
		});
		expect(keysOf(attempt, stage.state.policy, testHash).earlier(START + 199 * 86_400_000)).toHaveLength(1);
	});
});

describe("lines that are refused when they are given", () => {
	const refused: readonly (readonly [string, RegExp])[] = [
		["dest.test", /no settings behind it/],
		["delay=5m", /begins with a recipient/],
		["* delay=5m", /begins with a recipient/],
		["dest.test delay=soon", /delay/],
		["dest.test delay=2d", /delay/],
		["dest.test mode=maybe", /mode is one of enforce, shadow/],
		["dest.test clientKey=address", /cannot differ by recipient/],
		["dest.test delay=5m delay=6m", /set twice/],
		["dest.test greylist=perhaps", /greylist is on or off/],
		["dest.test x", /write setting=value/],
	];
	for (const [line, words] of refused)
		test(line, () => {
			const read = givenSettingsSchema.safeParse({ ...defaultSettings, overrides: [line] });
			expect(read.error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join()).toMatch(words);
			expect(read.error?.issues[0]?.path).toEqual(["overrides", 0]);
		});

	test("two lines for the same recipients", () => {
		const overrides = ["dest.test delay=5m", "DEST.test mode=shadow"];
		const read = givenSettingsSchema.safeParse({ ...defaultSettings, overrides });
		expect(read.error?.issues[0]).toMatchObject({ path: ["overrides", 1], message: /line for dest\.test already/ });
	});

	test("a text with spaces, commas and quotes is taken within double quotes", () => {
		const text = 'dest.test reply.text="Later, \\"please\\": {seconds} s" delay=5m';
		const settings = givenSettingsSchema.parse({ ...defaultSettings, overrides: [text] });
		const { state } = createStage(settings);
		expect(policyFor(state.policy, "bob@dest.test").settings).toMatchObject({
			delay: 300,
			reply: { text: 'Later, "please": {seconds} s', code: "defer-if-permit" },
		});
	});
});

test("settings of a folder from before a setting was known read as its default, and whole ones as they are", () => {
	const { overrides: _, autoWhitelist, ...rest } = defaultSettings;
	const { idle: __, ...older } = autoWhitelist;
	expect(readSettings({ ...rest, delay: 7, autoWhitelist: older } as never)).toEqual({ ...defaultSettings, delay: 7 });
	expect(readSettings(defaultSettings)).toBe(defaultSettings);
});
