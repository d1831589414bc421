/**
 * The settings as a flat list of fields with dotted names (`autoWhitelist.passes`), read out of their one declaration:
 * for the command, forms and tables. Pure.
 */
import { z } from "zod";
import { type Settings, settingsSchema } from "./settings.ts";

export type FieldValue = string | number | boolean | readonly string[];

export interface SettingField {
	readonly key: string;
	/** `seconds` may be written as a duration (`5m`). */
	readonly kind: "seconds" | "number" | "flag" | "choice" | "text" | "list";
	/** Of a number. */
	readonly unit: string | null;
	readonly words: string;
	readonly choices: readonly string[];
	readonly initial: FieldValue;
	readonly least: number | null;
	readonly most: number | null;
}

const node = z.looseObject({
	type: z.string().optional(),
	description: z.string().optional(),
	unit: z.string().optional(),
	enum: z.array(z.string()).optional(),
	minimum: z.number().optional(),
	maximum: z.number().optional(),
	default: z.unknown().optional(),
	properties: z.record(z.string(), z.unknown()).optional(),
});

/** JSON Schema of the settings: type, default, bounds, meaning, and the unit of numbers. */
export const settingsJsonSchema: Readonly<Record<string, unknown>> = z.toJSONSchema(settingsSchema, { io: "input" });
export const settingFields: readonly SettingField[] = fieldsOf("", settingsJsonSchema);

function fieldsOf(key: string, schema: unknown): readonly SettingField[] {
	const { type, description = "", unit, enum: choices, properties, ...bounds } = node.parse(schema);
	const { minimum, maximum, default: initial } = bounds;
	if (properties !== undefined)
		return Object.entries(properties).flatMap(([name, child]) => fieldsOf(key === "" ? name : `${key}.${name}`, child));
	const kind = choices !== undefined ? "choice" : kindOf(type ?? "string", unit);
	return [
		{
			key,
			kind,
			unit: unit ?? null,
			words: description,
			choices: choices ?? [],
			initial: initial as FieldValue,
			least: minimum ?? null,
			most: maximum ?? null,
		},
	];
}

function kindOf(type: string, unit: string | undefined): SettingField["kind"] {
	if (type === "boolean") return "flag";
	if (type === "array") return "list";
	if (type === "integer" || type === "number") return unit === "seconds" ? "seconds" : "number";
	return "text";
}

/** Settings by dotted name. */
export function flatSettings(settings: Settings): ReadonlyMap<string, FieldValue> {
	const flat = new Map<string, FieldValue>();
	const walk = (prefix: string, value: unknown): void => {
		if (typeof value === "object" && value !== null && !Array.isArray(value))
			for (const [name, child] of Object.entries(value)) walk(prefix === "" ? name : `${prefix}.${name}`, child);
		else flat.set(prefix, value as FieldValue);
	};
	walk("", settings);
	return flat;
}

/** The nested shape again; nothing is checked here. Only names of `settingFields` are taken. */
export function nestedSettings(flat: ReadonlyMap<string, FieldValue>): Readonly<Record<string, unknown>> {
	const nested: Record<string, unknown> = {};
	for (const { key } of settingFields) {
		const value = flat.get(key);
		if (value === undefined) continue;
		const [group, name] = key.split(".");
		if (group === undefined) continue;
		if (name === undefined) nested[group] = value;
		else nested[group] = { ...(nested[group] as object | undefined), [name]: value };
	}
	return nested;
}

export interface SettingChange {
	readonly key: string;
	readonly before: FieldValue;
	readonly after: FieldValue;
}

/** What differs, in the order of the declaration. */
export function settingChanges(before: Settings, after: Settings): readonly SettingChange[] {
	const [old, young] = [flatSettings(before), flatSettings(after)];
	return settingFields.flatMap(({ key, initial }) => {
		const [was, is] = [old.get(key) ?? initial, young.get(key) ?? initial];
		return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ key, before: was, after: is }];
	});
}
