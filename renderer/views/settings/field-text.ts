/** A setting as it is typed and as it is shown. Pure. */
import { durationText, parseSeconds } from "../../../shared/base/duration.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { listedItems } from "../../../shared/policy/setting-values.ts";
import type { SettingValue } from "../../state/settings-draft.ts";
import type { Field } from "../../state/use-policy.ts";

export function typedText(field: Field, value: SettingValue): string {
	if (Array.isArray(value)) return value.join("\n");
	if (field.kind === "seconds" && typeof value === "number") return durationText(value);
	return String(value);
}

/** As one line, for before and after. */
export function shownText(field: Field | undefined, value: SettingValue): string {
	if (typeof value === "boolean") return value ? "on" : "off";
	if (Array.isArray(value)) return value.length === 0 ? "(none)" : value.join(", ");
	return field === undefined ? String(value) : typedText(field, value);
}

export function boundsText({ kind, least, most, unit }: Field): string | null {
	if (least === null || most === null) return null;
	if (kind === "seconds") return `${durationText(least)} to ${durationText(most)}`;
	return `${least} to ${most}${unit === null ? "" : ` ${unit}`}`;
}

/** Errors: one sentence that says what is allowed. */
export function readText(field: Field, text: string): Outcome<SettingValue> {
	if (field.kind === "list") return good(listedItems(text));
	if (field.kind === "text") return good(text);
	const read = field.kind === "seconds" ? parseSeconds(text) : numberOf(text);
	if (!read.ok) return read;
	const { least, most } = field;
	if ((least !== null && read.value < least) || (most !== null && read.value > most))
		return bad(`It may be ${boundsText(field) ?? "less"}`);
	return read;
}

function numberOf(text: string): Outcome<number> {
	const trimmed = text.trim();
	return /^\d{1,12}(\.\d{1,6})?$/.test(trimmed) ? good(Number(trimmed)) : bad("Give a number");
}
