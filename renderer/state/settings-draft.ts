/**
 * Settings being changed: what stood when the first field was touched, and what is to be otherwise. Pure. Names are
 * dotted (`autoWhitelist.passes`); a draft of somebody else's newer settings keeps only what was changed here.
 */
import type { Settings } from "../../shared/policy/settings.ts";

export type SettingValue = string | number | boolean | readonly string[];
export type Flat = ReadonlyMap<string, SettingValue>;

export interface Draft {
	/** As it was read when the draft began. */
	readonly base: Settings;
	readonly changed: Flat;
}

export function flatOf(settings: Settings): Flat {
	const flat = new Map<string, SettingValue>();
	const walk = (prefix: string, value: unknown): void => {
		if (typeof value === "object" && value !== null && !Array.isArray(value))
			for (const [name, child] of Object.entries(value)) walk(prefix === "" ? name : `${prefix}.${name}`, child);
		else flat.set(prefix, value as SettingValue);
	};
	walk("", settings);
	return flat;
}

/** A field set to what stands is no change. */
export function withChange(draft: Draft, key: string, value: SettingValue): Draft {
	const changed = new Map(draft.changed);
	if (same(flatOf(draft.base).get(key), value)) changed.delete(key);
	else changed.set(key, value);
	return { ...draft, changed };
}

/** The settings with the changes in them; whether they are allowed the host says. */
export function draftedSettings({ base, changed }: Draft): Settings {
	const settings: Record<string, unknown> = structuredClone(base);
	for (const [key, value] of changed) {
		const [group = "", name] = key.split(".");
		if (name === undefined) settings[group] = value;
		else settings[group] = { ...(settings[group] as object), [name]: value };
	}
	return settings as Settings;
}

export function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
