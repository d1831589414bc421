/**
 * What a person likes of the page, kept by the desk and not by the browser: browser mode has another port, and so
 * another storage, at each start. Every field has a default; all windows of a desk share them.
 */
import { z } from "zod";
import { route } from "./route.ts";
import { nothing } from "./shapes.ts";

export const densities = ["compact", "normal", "roomy"] as const;
export type Density = (typeof densities)[number];

export const themes = ["auto", "light", "dark"] as const;

/** When no notification is shown. `nights`: 22:00 to 7:00; `off-work`: 18:00 to 8:00, Saturday and Sunday. */
export const quietTimes = ["never", "nights", "off-work"] as const;
export type Quiet = (typeof quietTimes)[number];

export const MOST_SAVED_FILTERS = 40;

/** `local`: of the machine that shows the page; `utc`; or a name of the IANA database, such as `Europe/Vienna`. */
const zone = z
	.string()
	.min(1)
	.max(64)
	.regex(/^[A-Za-z][\w+/-]*$/, "Say local, utc, or a zone such as Europe/Vienna");

const listPreferencesShape = z.object({
	/** Columns that are shown, in order; null: as the view comes. */
	columns: z.array(z.string().max(40)).max(40).nullable().default(null),
	/** Widths in pixels of the columns that were drawn wider or narrower. */
	widths: z.record(z.string().max(40), z.number().int().min(20).max(4000)).default({}),
});
export type ListPreferences = z.infer<typeof listPreferencesShape>;

const savedFilterShape = z.object({
	id: z.string().min(1).max(40),
	name: z.string().min(1).max(80),
	/** View, query and order as the address bar writes them, without a host. */
	hash: z.string().min(1).max(4000),
});
export type SavedFilter = z.infer<typeof savedFilterShape>;

/**
 * What changes of the saved filters, one by one: two windows that save at once would take each other's away by writing
 * the whole list. `put` takes the place of the one with its id, or stands last; `order` puts those that it names into that
 * order, at the places that they have among all.
 */
const filtersChangeShape = z.object({
	put: z.array(savedFilterShape).max(MOST_SAVED_FILTERS).default([]),
	remove: z.array(savedFilterShape.shape.id).max(MOST_SAVED_FILTERS).default([]),
	order: z.array(savedFilterShape.shape.id).max(MOST_SAVED_FILTERS).default([]),
});
type FiltersChange = z.infer<typeof filtersChangeShape>;

const fields = {
	/** `auto`: as the system says. */
	theme: z.enum(themes).default("auto"),
	zone: zone.default("local"),
	density: z.enum(densities).default("normal"),
	/** Local parts of addresses are hidden wherever the page shows, copies or exports them. */
	masking: z.boolean().default(false),
	/** Keys of one letter, figure or sign do something (WCAG 2.1.4: who speaks to the machine switches them off). */
	letterKeys: z.boolean().default(true),
	/** Whether the app shows notifications of the system, and when none, by this machine's clock. */
	notify: z.boolean().default(true),
	quiet: z.enum(quietTimes).default("never"),
	/** By id of the list. */
	lists: z.record(z.string().max(40), listPreferencesShape).default({}),
	savedFilters: z.array(savedFilterShape).max(MOST_SAVED_FILTERS).default([]),
};

export const preferencesShape = z.object(fields);
export type Preferences = z.infer<typeof preferencesShape>;
export const defaultPreferences: Preferences = preferencesShape.parse({});

/** A change names what changes; of `lists`, only the lists that change, and of filters, only those. */
export const preferencesChangeShape = z.object({
	theme: fields.theme.removeDefault().optional(),
	zone: fields.zone.removeDefault().optional(),
	density: fields.density.removeDefault().optional(),
	masking: fields.masking.removeDefault().optional(),
	letterKeys: fields.letterKeys.removeDefault().optional(),
	notify: fields.notify.removeDefault().optional(),
	quiet: fields.quiet.removeDefault().optional(),
	lists: fields.lists.removeDefault().optional(),
	filters: filtersChangeShape.optional(),
});
export type PreferencesChange = z.input<typeof preferencesChangeShape>;

export const preferencesFrameShape = z.object({
	preferences: preferencesShape,
	/** Why they are not what was kept before, and what was done; null where all is well. */
	problem: z.string().nullable(),
});
export type PreferencesFrame = z.infer<typeof preferencesFrameShape>;

export const getPreferences = route({
	method: "GET",
	path: "/desk/preferences",
	summary: "What the person who works here likes of the page",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: preferencesFrameShape,
});

export const putPreferences = route({
	method: "PUT",
	path: "/desk/preferences",
	summary: "Change some of it; what is not named stays. Every open window is told by its stream",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: preferencesChangeShape,
	reply: preferencesFrameShape,
});

/** The preferences after a change. */
export function changedPreferences(before: Preferences, change: PreferencesChange): Preferences {
	const { lists, filters, ...rest } = preferencesChangeShape.parse(change);
	const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
	const savedFilters = filters === undefined ? before.savedFilters : changedFilters(before.savedFilters, filters);
	return { ...before, ...given, lists: { ...before.lists, ...lists }, savedFilters };
}

function changedFilters(before: readonly SavedFilter[], { put, remove, order }: FiltersChange): SavedFilter[] {
	const byId = new Map(before.map((filter) => [filter.id, filter]));
	for (const id of remove) byId.delete(id);
	for (const filter of put) byId.set(filter.id, filter);
	const moved = order.flatMap((id) => byId.get(id) ?? []);
	const isMoved = new Set(moved.map(({ id }) => id));
	return [...byId.values()].map((filter) => (isMoved.has(filter.id) ? (moved.shift() ?? filter) : filter));
}
