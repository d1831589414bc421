/** A change of settings in words: what it was, what it becomes, and what mail that is under way makes of it. */
import { expect, test } from "vitest";
import { settingChanges, settingFields } from "../../../shared/policy/setting-fields.ts";
import { changeWords, shownValue } from "../../../shared/policy/setting-words.ts";
import { defaultSettings, settingsSchema } from "../../../shared/policy/settings.ts";

test.each<readonly [object, string]>([
	[{ mode: "shadow" }, "mode: enforce becomes shadow. From then on nothing is asked to wait"],
	[{ delay: 90 }, "delay: 1 min becomes 1 min 30 s. Mail that waits already keeps the time it was given"],
	[
		{ ipv6Prefix: 56 },
		"ipv6Prefix: 64 becomes 56. Keys change with it: who is known or waits under an earlier key is found by that, too, and waits no second time",
	],
	[
		{ senderRules: { plus: false } },
		"senderRules.plus: on becomes off. Keys change with it: who is known or waits under an earlier key is found by that, too, and waits no second time",
	],
	[{ trustedNetworks: ["10.0.0.0/8"] }, "trustedNetworks: 10.0.0.0/8 added"],
	[{ exemptRecipients: [] }, "exemptRecipients: postmaster@, abuse@ removed"],
	[{ exemptRecipients: ["abuse@", "postmaster@"] }, "exemptRecipients: in another order"],
	[{ reply: { text: "Later" } }, "reply.text: Greylisted, please try again in {seconds} seconds becomes Later"],
])("%j", (changes, words) => {
	const after = settingsSchema.parse(changes);
	expect(settingChanges(defaultSettings, after).map(changeWords)).toEqual([words]);
});

test("shadow mode that ends says what begins", () => {
	const shadow = settingsSchema.parse({ mode: "shadow" });
	expect(settingChanges(shadow, defaultSettings).map(changeWords)).toEqual([
		"mode: shadow becomes enforce. From then on mail of new triplets is asked to wait",
	]);
});

test("values are shown as the command takes them", () => {
	expect([shownValue("delay", 300), shownValue("maxShare", 0.05), shownValue("trustedNetworks", [])]).toEqual([
		"5m",
		"0.05",
		"(none)",
	]);
});

test("every number has a unit", () => {
	const bare = settingFields.filter(({ kind, unit }) => (kind === "number" || kind === "seconds") && unit === null);
	expect(bare).toEqual([]);
});

test("what is shown and typed as 5m is not called seconds", () => {
	const durations = settingFields.filter(({ kind }) => kind === "seconds");
	expect(durations.length).toBeGreaterThan(5);
	expect(durations.filter(({ words }) => /\bseconds?\b/i.test(words))).toEqual([]);
});
