/** What is wrong with a request, in words that say what would be right. */
import { expect, test } from "vitest";
import { z } from "zod";
import { issueWords } from "../../../shared/base/issue-words.ts";
import { settingFields } from "../../../shared/policy/setting-fields.ts";
import { settingTitle } from "../../../shared/policy/setting-titles.ts";
import { settingsSchema } from "../../../shared/policy/settings.ts";

const shape = z.strictObject({
	n: z.number().int().min(8).max(32).optional(),
	text: z.string().min(1).max(4).optional(),
	list: z.array(z.string()).max(1).optional(),
	choice: z.enum(["a", "b", "c"]).optional(),
	format: z.string().regex(/^x/).optional(),
	own: z.string().regex(/^x/, "Begin it with x").optional(),
});

test.each([
	[{ n: 33 }, "“n” must be 32 at most"],
	[{ n: 7 }, "“n” must be 8 at least"],
	[{ n: 8.5 }, "“n” must be a whole number"],
	[{ n: "8" }, "“n” must be a number"],
	[{ text: "abcde" }, "“text” must have 4 characters at most"],
	[{ text: "" }, "“text” must have 1 character at least"],
	[{ list: ["a", "b"] }, "“list” must have 1 entry at most"],
	[{ choice: "d" }, "“choice” must be a, b or c"],
	[{ format: "y" }, "“format” is not written as it must be"],
	[{ own: "y" }, "“own”: Begin it with x"],
	[{ nn: 8 }, "“” holds what is not known here: nn. Leave it out, or is it a slip?"],
])("%j: %s", (given, words) => {
	const issue = shape.safeParse(given).error?.issues[0];
	expect(issueWords(`“${issue?.path.join(".") ?? ""}”`, issue)).toBe(words);
});

test("a setting out of its bounds is told in words, whichever it is", () => {
	for (const { key, least, most } of settingFields) {
		if (least === null || most === null) continue;
		const [group = "", name] = key.split(".");
		const issue = settingsSchema.safeParse({ [group]: name === undefined ? most + 1 : { [name]: most + 1 } }).error
			?.issues[0];
		expect(issueWords(key, issue)).toBe(`${key} must be ${most} at most`);
	}
});

test("every setting has a title in plain words", () => {
	const titles = settingFields.map(({ key }) => settingTitle(key));
	expect(titles.filter((title, n) => title === settingFields[n]?.key)).toEqual([]);
	expect(new Set(titles).size).toBe(titles.length);
});
