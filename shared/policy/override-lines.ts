/**
 * Other settings for some recipients, one line each: whom it is for, then settings as they are typed elsewhere.
 *
 *   example.org            delay=5m retryWindow=1d
 *   *.example.org          mode=shadow
 *   board@example.org      greylist=off
 *   sales@                 reply.text="Please try again, in a minute"
 *   shop.example           passWhen="spf=pass ptr=verified, dnswl=list.dnswl.org"
 *
 * `greylist=on` and `greylist=off` opt a recipient in or out. What makes keys is one for all recipients: an approval or
 * an auto-whitelist covers a mail, whoever gets it. Refuses what could never match, and two lines for the same.
 */
import { issueWords } from "../base/issue-words.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import { conditionLineOf } from "./conditions.ts";
import { type FieldValue, flatSettings, nestedSettings, settingFields } from "./setting-fields.ts";
import { typedValue } from "./setting-values.ts";
import { type Settings, settingsSchema } from "./settings.ts";
import { patternOf } from "./whitelist-pattern.ts";

/** Those that may differ from one recipient to the next. */
const overridable: ReadonlySet<string> = new Set([
	"mode",
	"delay",
	"retryWindow",
	"forgetAfter",
	"passLifetime",
	"nullSender",
	"autoWhitelist.enabled",
	"passWhen",
	"reply.code",
	"reply.text",
	"reply.help",
]);

export interface OverrideLine {
	/** In its canonical spelling, lower case: `user@example.org`, `user@`, `example.org` or `*.example.org`. */
	readonly pattern: string;
	/** By the dotted name of the setting. */
	readonly values: ReadonlyMap<string, FieldValue>;
	/** Opted in or out; `null`: the line says nothing of that. */
	readonly greylist: boolean | null;
}

/** Errors: one sentence for the operator. */
export function overrideOf(text: string): Outcome<OverrideLine> {
	const [whom = "", ...words] = wordsOf(text);
	const pattern = patternOf("recipient", whom);
	if (!pattern.ok)
		return bad(`A line begins with a recipient, such as example.org or user@example.org: ${pattern.problem}`);
	if (words.length === 0)
		return bad(`"${whom}" has no settings behind it: write them as in ${whom} delay=5m, or greylist=off`);
	const values = new Map<string, FieldValue>();
	let greylist: boolean | null = null;
	for (const word of words) {
		const cut = word.indexOf("=");
		const key = word.slice(0, cut);
		if (cut < 1) return bad(`"${word.slice(0, 60)}" is no setting: write setting=value, such as delay=5m`);
		const value = word.slice(cut + 1);
		if (values.has(key) || (key === "greylist" && greylist !== null)) return bad(`${key} is set twice for ${whom}`);
		if (key === "greylist") {
			if (!/^(on|off)$/i.test(value)) return bad(`greylist is on or off, not "${value.slice(0, 40)}"`);
			greylist = value.toLowerCase() === "on";
			continue;
		}
		const field = settingFields.find((known) => known.key === key);
		if (field === undefined || !overridable.has(key))
			return bad(
				`"${key.slice(0, 60)}" cannot differ by recipient; these can: greylist, ${[...overridable].join(", ")}`,
			);
		const typed = typedValue(field, value);
		if (!typed.ok) return typed;
		const unread = key === "passWhen" ? unreadCondition(typed.value) : null;
		if (unread !== null) return unread;
		values.set(key, typed.value);
	}
	const line = { pattern: pattern.value.pattern.toLowerCase(), values, greylist };
	const checked = settingsSchema.safeParse(nestedSettings(values));
	if (checked.success) return good(line);
	const issue = checked.error.issues[0];
	return bad(issueWords(issue?.path.join(".") ?? "", issue));
}

function unreadCondition(lines: FieldValue): Outcome<never> | null {
	for (const text of Array.isArray(lines) ? lines : []) {
		const line = conditionLineOf(text);
		if (!line.ok) return line;
	}
	return null;
}

/** Parted by spaces, except within double quotes; `\"` is a quote. */
function wordsOf(text: string): readonly string[] {
	const words = text.match(/(?:"(?:\\.|[^"\\])*"|[^\s"])+/g) ?? [];
	return words.map((word) => word.replace(/"((?:\\.|[^"\\])*)"/g, (_, inner: string) => inner.replace(/\\(.)/g, "$1")));
}

const read = new WeakMap<readonly string[], ReadonlyMap<string, OverrideLine>>();

/**
 * By pattern, those that can be read; of two for the same the first. What is refused when it is given never comes here.
 * Read once for each list.
 */
export function overrideLines({ overrides }: Pick<Settings, "overrides">): ReadonlyMap<string, OverrideLine> {
	const found = read.get(overrides);
	if (found !== undefined) return found;
	const lines = new Map<string, OverrideLine>();
	for (const text of overrides) {
		const line = overrideOf(text);
		if (line.ok && !lines.has(line.value.pattern)) lines.set(line.value.pattern, line.value);
	}
	read.set(overrides, lines);
	return lines;
}

/** The settings with lines laid over them, the least exact first. */
export function withOverrides(settings: Settings, lines: readonly OverrideLine[]): Settings {
	const flat = new Map(flatSettings(settings));
	for (const { values } of lines) for (const [key, value] of values) flat.set(key, value);
	return settingsSchema.parse(nestedSettings(flat));
}

/** Seconds that a triplet of any recipient may live, from its last use. */
export function longestLife(settings: Settings): number {
	let longest = Math.max(settings.passLifetime, settings.forgetAfter, settings.retryWindow);
	for (const { values } of overrideLines(settings).values())
		for (const key of ["passLifetime", "forgetAfter", "retryWindow"]) {
			const value = values.get(key);
			if (typeof value === "number" && value > longest) longest = value;
		}
	return longest;
}
