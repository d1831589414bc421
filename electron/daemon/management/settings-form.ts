/** What a form for the settings is made of, and what a change would do before it is made. */
import type { z } from "zod";
import type { Policy } from "../../../shared/policy/policy.ts";
import {
	type FieldValue,
	settingChanges,
	settingFields,
	settingsJsonSchema,
} from "../../../shared/policy/setting-fields.ts";
import { changeWords } from "../../../shared/policy/setting-words.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import type { getSettingsSchema, putPolicy } from "../../../shared/protocol/policy-routes.ts";
import { settingsWarnings } from "./settings-warnings.ts";

export function settingsForm(): z.input<typeof getSettingsSchema.reply> {
	const fields = settingFields.map((field) => ({
		...field,
		choices: [...field.choices],
		initial: plain(field.initial),
	}));
	return { schema: { ...settingsJsonSchema }, fields };
}

export function settingsDryRun({ revision, settings }: Policy, after: Settings): z.input<typeof putPolicy.reply> {
	const changes = settingChanges(settings, after).map((change) => ({
		key: change.key,
		before: plain(change.before),
		after: plain(change.after),
		words: changeWords(change),
	}));
	return { dryRun: true, revision, changes, warnings: settingsWarnings(after) };
}

function plain(value: FieldValue): string | number | boolean | string[] {
	return typeof value === "object" ? [...value] : value;
}
