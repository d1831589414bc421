/** What a host refuses of a draft, told by the names that a postmaster sees. */
import { expect, test } from "vitest";
import { wrongField } from "../../../../renderer/views/settings/wrong-field.ts";
import { settingFields } from "../../../../shared/policy/setting-fields.ts";
import { defaultSettings } from "../../../../shared/policy/settings.ts";
import { putPolicy } from "../../../../shared/protocol/policy-routes.ts";
import { problem } from "../../../../shared/protocol/refusal.ts";
import { readInputs } from "../../../../shared/protocol/serving.ts";

const keys = settingFields.map(({ key }) => key);

function refusalOf(settings: Record<string, unknown>) {
	const read = readInputs(putPolicy, {
		params: {},
		query: {},
		body: { settings: { ...defaultSettings, ...settings } },
	});
	if (read.ok) throw new Error("It was taken");
	return read.problem;
}

test.each([
	[{ overrides: ["example.net delay=5m", "example.org delay=oops"] }, "overrides", /^Line 2: delay: "oops" is not/],
	[{ dns: { ...defaultSettings.dns, servers: ["nowhere"] } }, "dns.servers", /^Line 1: "nowhere" is no address/],
	[{ delay: "soon" }, "delay", /^must be a/],
])("of %j the field %s is wrong", (settings, key, words) => {
	const wrong = wrongField(refusalOf(settings), keys);
	expect(wrong).toMatchObject({ key, words: expect.stringMatching(words) });
	expect(wrong?.named).not.toContain("settings.");
	expect(wrong?.named).not.toContain(key);
});

test("a refusal that names no field of the form is told in the host's own words", () => {
	expect(wrongField(problem(409, "Somebody changed the settings"), keys)).toBeNull();
	expect(wrongField({ ...problem(400, "x"), field: { path: "reason", words: "x" } }, keys)).toBeNull();
});
