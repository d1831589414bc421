/**
 * The one grammar of places in the page, written in its fragment and in `greydesk:` links (link.ts): a view, and what is
 * seen of it. An address only navigates: nothing in it acts, adds a host, or names a file or a switch.
 *
 *   place  = view [ "?" field *( "&" field ) ]        -- each field once, percent-encoded
 *   field  = name "=" value                           -- which views carry it, and how it reads: `addressFields`
 *   range  = "5m" / "1h" / "24h" / "7d" / "30d" / "1y" / span      -- what the chart shows: the last of now, or a time that stands
 *   span   = instant "-" instant                      -- epoch ms, the second one later
 *   from, to = instant                                -- the span that is chosen on the chart; only both together
 *
 * A new field is a line here and one in renderer/state/address.ts.
 */

export const addressViews = ["watch", "triplets", "activity", "whitelists", "settings", "alerts", "hosts"] as const;
export type ViewName = (typeof addressViews)[number];

export const presets = ["5m", "1h", "24h", "7d", "30d", "1y"] as const;
export type Preset = (typeof presets)[number];

/** Epoch milliseconds; `to` is after `from`, and not in it. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

interface Field {
	/** Other views do not carry it. */
	readonly views: readonly ViewName[];
	readonly reads: (value: string) => boolean;
}

export const LONGEST_QUERY = 2000;
const LONGEST_FIND = 200;
const LONGEST_SPAN_MS = 731 * 86_400_000;
const everywhere = addressViews;
const name = /^[\w.-]{1,64}$/;
const id = /^[\w-]{1,64}$/;
const instant = /^\d{12,14}$/;

export const addressFields = {
	host: { views: everywhere, reads: (value) => name.test(value) },
	/** Another host, in one chart with the first. */
	with: { views: ["watch"], reads: (value) => name.test(value) },
	range: { views: ["watch"], reads: (value) => isPreset(value) || readSpan(value) !== null },
	from: { views: ["watch"], reads: (value) => instant.test(value) },
	to: { views: ["watch"], reads: (value) => instant.test(value) },
	q: { views: ["triplets"], reads: (value) => value.length <= LONGEST_QUERY },
	sort: { views: ["triplets", "whitelists", "activity"], reads: (value) => /^-?[a-zA-Z]{1,20}$/.test(value) },
	kind: { views: ["activity", "whitelists"], reads: (value) => /^[a-z-]{1,30}$/.test(value) },
	find: {
		views: ["activity", "whitelists"],
		reads: (value) => value.length <= LONGEST_FIND,
	},
	/** A triplet; on Activity, an action. */
	open: { views: ["watch", "triplets", "activity"], reads: (value) => id.test(value) },
} as const satisfies Readonly<Record<string, Field>>;
export type FieldName = keyof typeof addressFields;

export const fieldNames = Object.keys(addressFields) as readonly FieldName[];

/** The fields that a view carries, in the order in which they are written. */
export function fieldsOf(view: ViewName): readonly FieldName[] {
	return fieldNames.filter((field) => (addressFields[field].views as readonly ViewName[]).includes(view));
}

export function isPreset(text: string): text is Preset {
	return presets.some((preset) => preset === text);
}

/** `1764000000000-1764003600000`; null where it is no span. */
export function readSpan(text: string): Span | null {
	const [from = "", to = "", ...more] = text.split("-");
	return more.length === 0 ? spanOf(from, to) : null;
}

/** Two instants as they are written; null unless the second is later, and not by more than the history has. */
export function spanOf(from: string, to: string): Span | null {
	if (!instant.test(from) || !instant.test(to)) return null;
	const span = { from: Number(from), to: Number(to) };
	return span.to > span.from && span.to - span.from <= LONGEST_SPAN_MS ? span : null;
}

export function spanText(span: Span): string {
	return `${span.from}-${span.to}`;
}
