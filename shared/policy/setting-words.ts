/** Settings in words: a value as people write it, and what a change of one means for mail that is under way. */
import { durationText, durationWords } from "../base/duration.ts";
import { type FieldValue, type SettingChange, settingFields } from "./setting-fields.ts";

/** As `greydesk policy` shows and takes it: `5m`, `on`, `a, b`. */
export function shownValue(key: string, value: FieldValue): string {
	return valueWords(key, value, durationText);
}

function valueWords(key: string, value: FieldValue, duration: (seconds: number) => string): string {
	if (typeof value === "boolean") return value ? "on" : "off";
	if (Array.isArray(value)) return value.length === 0 ? "(none)" : value.join(", ");
	const field = settingFields.find((known) => known.key === key);
	return field?.kind === "seconds" && typeof value === "number" ? duration(value) : String(value);
}

const newKeys =
	"Keys change with it: who is known or waits under an earlier key is found by that, too, and waits no second time";

/** What mail that is under way makes of a change; by setting, or by the group of settings. */
const meanwhile: Readonly<Record<string, string>> = {
	delay: "Mail that waits already keeps the time it was given",
	retryWindow: "Mail that waits already keeps the window it was given",
	forgetAfter: "Mail that waits already is forgotten when it was said",
	passLifetime: "For a triplet that has passed it counts from its next use",
	clientKey: newKeys,
	ipv4Prefix: newKeys,
	ipv6Prefix: newKeys,
	senderRules: newKeys,
	autoWhitelist: "It counts at once, for what was earned before, too",
	overrides: "Mail that waits already keeps the time it was given",
	maxTriplets: "Where more are waiting, the oldest make room as new ones come",
	maxShare: "Where more are waiting, the oldest make room as new ones come",
};

/** One or two sentences for people. */
export function changeWords({ key, before, after }: SettingChange): string {
	return [differenceWords({ key, before, after }), consequence({ key, before, after })]
		.filter((sentence) => sentence !== null)
		.join(". ");
}

function differenceWords({ key, before, after }: SettingChange): string {
	if (Array.isArray(before) && Array.isArray(after)) {
		const [was, is]: [readonly string[], readonly string[]] = [before, after];
		const comes = is.filter((item) => !was.includes(item));
		const goes = was.filter((item) => !is.includes(item));
		const parts = [comes.length === 0 ? null : `${comes.join(", ")} added`];
		parts.push(goes.length === 0 ? null : `${goes.join(", ")} removed`);
		return `${key}: ${parts.filter((part) => part !== null).join("; ") || "in another order"}`;
	}
	return `${key}: ${valueWords(key, before, durationWords)} becomes ${valueWords(key, after, durationWords)}`;
}

function consequence({ key, after }: SettingChange): string | null {
	if (key === "mode")
		return after === "shadow"
			? "From then on nothing is asked to wait"
			: "From then on mail of new triplets is asked to wait";
	return meanwhile[key] ?? meanwhile[key.split(".")[0] ?? ""] ?? null;
}
