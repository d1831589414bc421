/**
 * Settings as people type them: `5m`, `on`, `enforce`, `a, b`. One reader for the command and for the lines of
 * overrides; bounds are the schema's matter. Pure.
 */
import { parseSeconds } from "../base/duration.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { FieldValue, SettingField } from "./setting-fields.ts";

/** Errors: one sentence naming the setting. */
export function typedValue(field: SettingField, text: string): Outcome<FieldValue> {
	switch (field.kind) {
		case "seconds": {
			const seconds = parseSeconds(text);
			return seconds.ok ? seconds : bad(`${field.key}: ${seconds.problem}`);
		}
		case "number":
			return /^-?\d+(\.\d+)?$/.test(text)
				? good(Number(text))
				: bad(`${field.key} is a number, not "${text.slice(0, 40)}"`);
		case "flag":
			if (/^(true|on|yes|1)$/i.test(text)) return good(true);
			return /^(false|off|no|0)$/i.test(text)
				? good(false)
				: bad(`${field.key} is on or off, not "${text.slice(0, 40)}"`);
		case "choice":
			return field.choices.includes(text)
				? good(text)
				: bad(`${field.key} is one of ${field.choices.join(", ")}, not "${text.slice(0, 40)}"`);
		case "list":
			return good(listedItems(text));
		case "text":
			return good(text);
	}
}

/** Parted by commas and line ends, except within double quotes. */
export function listedItems(text: string): readonly string[] {
	const items = text.match(/(?:"(?:\\.|[^"\\\n])*"|[^,\n])+/g) ?? [];
	return items.map((item) => item.trim()).filter((item) => item !== "");
}
