import { describe, expect, test } from "vitest";
import { changed, nearNames } from "../../../electron/cli/policy-edit.ts";
import { settingsOf, settingsText } from "../../../electron/cli/policy-file.ts";
import { settingChanges, settingFields } from "../../../shared/policy/setting-fields.ts";
import { shownValue } from "../../../shared/policy/setting-words.ts";
import { defaultSettings, type Settings, settingsSchema } from "../../../shared/policy/settings.ts";

const settingsAfter = (...changes: readonly string[]): Settings => {
	const settings = changed(defaultSettings, changes);
	if (!settings.ok) throw new Error(settings.problem);
	return settings.value;
};
const problem = (...changes: readonly string[]): string => {
	const settings = changed(defaultSettings, changes);
	return settings.ok ? "no problem" : settings.problem;
};

describe("a change of settings, as typed", () => {
	test.each([
		["delay=5m", { delay: 300 }],
		["delay=90", { delay: 90 }],
		["mode=shadow", { mode: "shadow" }],
		["maxShare=0.1", { maxShare: 0.1 }],
		["senderRules.verp=off", { senderRules: { verp: false } }],
		["autoWhitelist.apart=2h", { autoWhitelist: { apart: 7200 } }],
		["trustedNetworks=192.0.2.0/24, 2001:db8::/32", { trustedNetworks: ["192.0.2.0/24", "2001:db8::/32"] }],
		["exemptRecipients+=hilfe@", { exemptRecipients: ["postmaster@", "abuse@", "hilfe@"] }],
		["exemptRecipients-=abuse@", { exemptRecipients: ["postmaster@"] }],
		["reply.text=Come back = later", { reply: { text: "Come back = later" } }],
	])("%s", (change, expected) => {
		expect(settingsAfter(change)).toMatchObject(expected);
	});

	test("one change leaves every other setting as it was", () => {
		expect(settingChanges(defaultSettings, settingsAfter("delay=5m", "senderRules.verp=off"))).toEqual([
			{ key: "delay", before: 60, after: 300 },
			{ key: "senderRules.verp", before: true, after: false },
		]);
	});

	test.each([
		["delai=5m", 'There is no setting "delai": did you mean delay?'],
		["window=1d", 'There is no setting "window": did you mean retryWindow?'],
		["passes=3", "autoWhitelist.passes"],
		["Delay=5m", "did you mean delay?"],
		["zzzzzz=1", "greydesk policy show lists all"],
		["__proto__.x=1", "There is no setting"],
		["delay", "write setting=value, such as delay=5m"],
		["delay=soon", 'delay: "soon" is not a duration'],
		["delay=2d", "delay must be 86400 at most"],
		["ipv4Prefix=64", "ipv4Prefix must be 32 at most"],
		["ipv4Prefix=2h", "ipv4Prefix is a number"],
		["mode=off", "mode is one of enforce, shadow"],
		["senderRules.batv=perhaps", "is on or off"],
		["delay+=5m", "delay is no list"],
		["trustedNetworks-=192.0.2.0/24", 'does not hold "192.0.2.0/24"'],
	])("%s is refused: %s", (change, words) => {
		expect(problem(change)).toContain(words);
	});

	test("names that are near come nearest first, at most three", () => {
		expect(nearNames("retrywindow")[0]).toBe("retryWindow");
		expect(nearNames("prefix")).toEqual(["ipv4Prefix", "ipv6Prefix"]);
	});

	test.each([
		["delay", 300, "5m"],
		["senderRules.verp", false, "off"],
		["trustedNetworks", [], "(none)"],
		["ipv4Prefix", 24, "24"],
	] as const)("%s %j is shown as %s", (key, value, words) => {
		expect(shownValue(key, value)).toBe(words);
	});
});

test("every setting is a field with words, and defaults come from its declaration", () => {
	expect(settingFields.every(({ words }) => words.length > 10)).toBe(true);
	expect(Object.fromEntries(settingFields.map(({ key, initial }) => [key, initial]))).toMatchObject({
		delay: 60,
		"reply.code": "defer-if-permit",
		trustedNetworks: [],
	});
	expect(settingFields.find(({ key }) => key === "delay")).toMatchObject({ kind: "seconds", least: 0, most: 86_400 });
});

describe("settings in a file", () => {
	const own = settingsSchema.parse({
		delay: 120,
		trustedNetworks: ["192.0.2.0/24"],
		reply: { text: 'say "no"\nand wait' },
	});

	test.each(["toml", "json"] as const)("what is written as %s reads back the same", (format) => {
		expect(settingsOf(settingsText(own, format), "file")).toEqual({ ok: true, value: own });
	});

	test("what a file does not name is the default", () => {
		expect(settingsOf("[settings]\ndelay = 300\n", "file")).toEqual({
			ok: true,
			value: { ...defaultSettings, delay: 300 },
		});
	});

	test.each([
		["[settings]\ndelay = = 3\n", "file, line 2, column 9"],
		["{", "neither TOML nor JSON"],
		["delay = 300", 'must hold one table "settings"'],
		["[settings]\ndelai = 300\n", 'There is no setting "delai": did you mean delay?'],
		["[settings.senderRules]\nverb = true\n", "did you mean senderRules.verp"],
		['[settings]\ndelay = "5m"\n', "file: delay must be a number"],
	])("%j is refused: %s", (text, words) => {
		const read = settingsOf(text, "file");
		expect(read.ok ? "no problem" : read.problem).toContain(words);
	});
});
