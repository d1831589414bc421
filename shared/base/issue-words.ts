/** What a schema found wrong, as a person says it: zod's own messages ("Too big: expected number to be <=32") are for programmers. */
import type { z } from "zod";

const kinds: Readonly<Record<string, string>> = {
	string: "text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	object: "an object with fields",
	record: "an object with fields",
	null: "null",
	undefined: "nothing",
};

/** One sentence, without its full stop: `"limit" must be 1000 at most`, or the declaration's own words. */
export function issueWords(name: string, issue: z.core.$ZodIssue | undefined): string {
	const verdict = issue === undefined ? "is not as it must be" : verdictOf(issue);
	return verdict === null ? `${name}: ${issue?.message ?? ""}` : `${name} ${verdict}`;
}

/** The same without the name: for who shows it beside the field. */
export function wrongWords(issue: z.core.$ZodIssue): string {
	return verdictOf(issue) ?? issue.message;
}

/** Goes on after the name of the field; null: the message is our own. */
function verdictOf(issue: z.core.$ZodIssue): string | null {
	switch (issue.code) {
		case "invalid_type":
			return issue.message.endsWith("received undefined")
				? `is missing: give ${kindOf(issue.expected)}`
				: `must be ${kindOf(issue.expected)}`;
		case "too_big":
			return `must ${sized(issue.origin, issue.maximum)} at most`;
		case "too_small":
			return `must ${sized(issue.origin, issue.minimum)} at least`;
		case "invalid_value":
			return `must be ${eitherOf(issue.values.map(String))}`;
		case "unrecognized_keys":
			return `holds what is not known here: ${issue.keys.slice(0, 5).join(", ")}. Leave it out, or is it a slip?`;
		case "not_multiple_of":
			return `must be a multiple of ${issue.divisor}`;
		case "invalid_union":
			return "has none of the forms it may have";
		case "invalid_format":
			return issue.message.startsWith("Invalid") ? "is not written as it must be" : null;
		case "invalid_key":
		case "invalid_element":
			return "holds an entry that is not written as it must be";
		default:
			return null;
	}
}

function kindOf(expected: string): string {
	return kinds[expected] ?? expected;
}

/** A number is, a text or a list has. */
function sized(origin: string, size: number | bigint): string {
	const many = size === 1 ? 0 : 1;
	if (origin === "string") return `have ${size} ${["character", "characters"][many]}`;
	if (origin === "array" || origin === "set") return `have ${size} ${["entry", "entries"][many]}`;
	return `be ${size}`;
}

function eitherOf(values: readonly string[]): string {
	const shown = values.slice(0, 20);
	const last = shown.at(-1) ?? "";
	if (shown.length <= 1) return last;
	const more = values.length > shown.length ? ", or one of others" : "";
	return `${shown.slice(0, -1).join(", ")} or ${last}${more}`;
}
