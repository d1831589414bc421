/** What the host refuses of a draft, as the form says it: the field by its title, and which of its lines. Pure. */
import { settingTitle } from "../../../shared/policy/setting-titles.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";

interface WrongField {
	/** Of the setting. */
	readonly key: string;
	/** Beside the field itself: `Line 2: …` of a list. */
	readonly words: string;
	/** Elsewhere: with the field's title before it. */
	readonly named: string;
}

const BODY = "settings.";

/** Null where the host names no field of ours, or is too old to name one: its own words must do. */
export function wrongField({ field }: Problem, keys: readonly string[]): WrongField | null {
	if (field === undefined || !field.path.startsWith(BODY)) return null;
	const path = field.path.slice(BODY.length);
	const key = keys.find((one) => path === one || path.startsWith(`${one}.`));
	if (key === undefined) return null;
	const index = path.slice(key.length + 1);
	const line = /^\d+$/.test(index) ? Number(index) + 1 : null;
	const title = settingTitle(key);
	if (line === null) return { key, words: field.words, named: `${title}: ${field.words}` };
	return { key, words: `Line ${line}: ${field.words}`, named: `${title}, line ${line}: ${field.words}` };
}
