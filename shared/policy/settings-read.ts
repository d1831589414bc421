/**
 * Settings as a journal or a snapshot of an earlier version holds them: a setting that was not known then takes its
 * default, which changes nothing for an existing folder. One that is not known now stays. Pure.
 */
import { defaultSettings, type Settings } from "./settings.ts";

type Group = Readonly<Record<string, unknown>>;

export function readSettings(stored: Settings): Settings {
	return isWhole(stored, defaultSettings) ? stored : (completed(stored, defaultSettings) as Settings);
}

function isWhole(stored: Group, whole: Group): boolean {
	for (const [name, initial] of Object.entries(whole)) {
		if (!Object.hasOwn(stored, name)) return false;
		if (isGroup(initial) && !isWhole(stored[name] as Group, initial)) return false;
	}
	return true;
}

/** In the order of the declaration, so that equal settings are equal text. */
function completed(stored: Group, whole: Group): Group {
	const read: Record<string, unknown> = {};
	for (const [name, initial] of Object.entries(whole)) {
		const value = stored[name];
		if (value === undefined) read[name] = initial;
		else read[name] = isGroup(initial) && isGroup(value) ? completed(value, initial) : value;
	}
	return { ...read, ...Object.fromEntries(Object.entries(stored).filter(([name]) => !Object.hasOwn(read, name))) };
}

function isGroup(value: unknown): value is Group {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
