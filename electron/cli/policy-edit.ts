/**
 * Changes of settings as they are typed: `delay=5m`, `senderRules.verp=off`, `trustedNetworks+=192.0.2.0/24`.
 * `=` sets, `+=` and `-=` add to and take from a list; several items are parted by commas (within double quotes a comma parts nothing). A name that does not exist
 * is refused with those that are near.
 */
import { issueWords } from "../../shared/base/issue-words.ts";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import {
	type FieldValue,
	flatSettings,
	nestedSettings,
	type SettingField,
	settingFields,
} from "../../shared/policy/setting-fields.ts";
import { listedItems, typedValue } from "../../shared/policy/setting-values.ts";
import { type Settings, settingsSchema } from "../../shared/policy/settings.ts";
import { distance } from "./distance.ts";

/** The settings after the changes. A problem is one sentence naming the setting. */
export function changed(settings: Settings, changes: readonly string[]): Outcome<Settings> {
	const flat = new Map(flatSettings(settings));
	for (const change of changes) {
		const parts = /^([A-Za-z0-9_.]+)\s*(\+=|-=|=)(.*)$/s.exec(change);
		if (parts === null) return bad(`"${change.slice(0, 80)}" is no change: write setting=value, such as delay=5m`);
		const [, key = "", how = "=", text = ""] = parts;
		const field = settingFields.find((known) => known.key === key);
		if (field === undefined) return bad(unknownSetting(key));
		const value = how === "=" ? typedValue(field, text.trim()) : listed(field, how, { text, now: flat.get(key) });
		if (!value.ok) return value;
		flat.set(key, value.value);
	}
	return checkedSettings(nestedSettings(flat));
}

/** Settings out of a file: every name must be known, what is missing is the default. */
export function checkedSettings(value: unknown): Outcome<Settings> {
	const read = settingsSchema.safeParse(value);
	if (read.success) return good(read.data);
	const issue = read.error.issues[0];
	const path = issue?.path.join(".") ?? "";
	if (issue?.code === "unrecognized_keys") return bad(unknownSetting([path, issue.keys[0]].filter(Boolean).join(".")));
	return bad(issueWords(path === "" ? "The settings" : path, issue));
}

function listed(
	field: SettingField,
	how: string,
	given: { text: string; now: FieldValue | undefined },
): Outcome<FieldValue> {
	if (field.kind !== "list") return bad(`${field.key} is no list: set it with ${field.key}=value`);
	const now = Array.isArray(given.now) ? (given.now as readonly string[]) : [];
	const items = listedItems(given.text);
	if (how === "+=") return good([...new Set([...now, ...items])]);
	const missing = items.find((item) => !now.includes(item));
	if (missing !== undefined) return bad(`${field.key} does not hold "${missing}", so it cannot be taken out`);
	return good(now.filter((item) => !items.includes(item)));
}

function unknownSetting(key: string): string {
	const near = nearNames(key);
	const hint = near.length === 0 ? "greydesk policy show lists all" : `did you mean ${near.join(" or ")}?`;
	return `There is no setting "${key.slice(0, 60)}": ${hint}`;
}

/** Up to three settings whose name is like the given one, the nearest first. */
export function nearNames(key: string): readonly string[] {
	const wanted = key.toLowerCase();
	const last = wanted.split(".").at(-1) ?? wanted;
	return settingFields
		.map((field) => {
			const name = field.key.toLowerCase();
			const leaf = name.split(".").at(-1) ?? name;
			const contained = last.length > 2 && leaf.length > 2 && (leaf.includes(last) || last.includes(leaf));
			const away = contained ? 1 : Math.min(distance(wanted, name), distance(last, leaf));
			return { key: field.key, away, most: Math.max(1, Math.round(Math.min(last.length, leaf.length) / 2.5)) };
		})
		.filter(({ away, most }) => away <= most)
		.sort((one, other) => one.away - other.away)
		.slice(0, 3)
		.map((field) => field.key);
}
