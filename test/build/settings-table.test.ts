/** The README's table of all settings is what the schema says. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { settingAdvice } from "../../shared/policy/setting-advice.ts";
import { type SettingField, settingFields } from "../../shared/policy/setting-fields.ts";
import { shownValue } from "../../shared/policy/setting-words.ts";

const path = join(import.meta.dirname, "..", "..", "README.md");
const [begin, end] = ["<!-- settings: from the schema -->", "<!-- /settings -->"];
const advice: Readonly<Record<string, string>> = settingAdvice;

function tableText(): string {
	const rows = settingFields.map((field) => [
		`\`${field.key}\``,
		field.words,
		field.unit ?? "",
		initialOf(field),
		advice[field.key] ?? "",
	]);
	const lines = [["setting", "what it decides", "unit", "default", "when to change it"], Array(5).fill("---"), ...rows];
	return lines.map((cells) => `| ${cells.map(cell).join(" | ")} |`.replaceAll("|  |", "| |")).join("\n");
}

function initialOf({ key, initial, kind }: SettingField): string {
	const shown = shownValue(key, initial);
	if (shown === "" || shown === "(none)") return "none";
	return kind === "seconds" ? `${initial} (${shown})` : shown;
}

/** As Markdown reads it back: no emphasis, no further column, no HTML. */
function cell(text: string): string {
	return text.startsWith("`") ? text : text.replace(/[|*_<>]/g, "\\$&");
}

describe("the README's table of settings", () => {
	test("is that of the schema: GREYDESK_WRITE=1 npx vitest run -c build/vitest.config.ts test/build/settings-table.test.ts writes it", () => {
		const readme = readFileSync(path, "utf8");
		const [head = "", rest = ""] = readme.split(begin);
		const [stands = "", tail = ""] = rest.split(end);
		expect([head, tail]).not.toContain("");
		const table = `\n\n${tableText()}\n\n`;
		if (process.env.GREYDESK_WRITE === "1") return writeFileSync(path, `${head}${begin}${table}${end}${tail}`);
		expect(stands).toBe(table);
	});

	test("has for each setting a meaning and a sentence of when to change it, of its own", () => {
		const sentences = settingFields.map(({ key }) => advice[key] ?? "");
		for (const [index, sentence] of sentences.entries()) {
			expect([settingFields[index]?.key, sentence]).toEqual([
				expect.anything(),
				expect.stringMatching(/^[A-Z].{20,}\.$/),
			]);
			expect(settingFields[index]?.words).not.toBe("");
		}
		expect(new Set(sentences).size).toBe(sentences.length);
	});
});
