/**
 * Filters with a name: a view, its query and order, as an address without a host. Some come with the app; what a person
 * saves lies in the preferences, in the person's own order.
 */
import type { ViewName } from "../../shared/protocol/address.ts";
import { MOST_SAVED_FILTERS, type PreferencesChange, type SavedFilter } from "../../shared/protocol/preferences.ts";
import { type Address, formatAddress, parseAddress } from "./address.ts";

export type Filter = Pick<SavedFilter, "name" | "hash">;

/** The views that have something to filter. */
export const filteredViews = ["triplets", "activity", "whitelists"] as const satisfies readonly ViewName[];
export type FilteredView = (typeof filteredViews)[number];

export const builtInFilters: Readonly<Record<FilteredView, readonly Filter[]>> = {
	triplets: [
		{ name: "Waiting now", hash: "#/triplets?q=state%3Awaiting" },
		// As the notice of stuck mail counts them.
		{
			name: "Stuck: tried and tried for over an hour",
			hash: "#/triplets?q=state%3Awaiting+age%3A%3E1h+attempts%3A%3E%3D3",
		},
		{ name: "Released by an operator, last 24 hours", hash: "#/triplets?q=reason%3Aapproved+seen%3A%3C24h" },
		{ name: "Waited over half an hour, and passed", hash: "#/triplets?q=state%3Apassed+delay%3A%3E30m" },
		{ name: "Never came back", hash: "#/triplets?q=state%3Aexpired" },
		{ name: "Bounces: null sender", hash: "#/triplets?q=sender%3A%3C%3E" },
	],
	activity: [
		{ name: "Releases", hash: "#/activity?kind=approved" },
		{ name: "Changes of settings", hash: "#/activity?kind=settings-changed" },
		{ name: "What was taken back", hash: "#/activity?kind=undone" },
	],
	whitelists: [
		{ name: "Only expired", hash: "#/whitelists?kind=expired" },
		{ name: "Earned by senders", hash: "#/whitelists?kind=auto" },
		{ name: "Networks", hash: "#/whitelists?kind=network" },
	],
};

export function viewOf(filter: Filter): ViewName {
	return parseAddress(filter.hash).view;
}

/** What of an address is the filter; null where the view has none, or nothing is filtered. */
export function filterHash(address: Address): string | null {
	if (!filteredViews.some((view) => view === address.view)) return null;
	const hash = formatAddress({ ...address, host: null, with: null, open: null });
	return hash === `#/${address.view}` ? null : hash;
}

/** Where a filter leads, at the host that is on screen. */
export function filtered(here: Address, filter: Filter): Address {
	return { ...parseAddress(filter.hash), host: here.host };
}

/** The list with one more; a problem is one sentence. A name that the view has already is given the new filter. */
export function withFilter(
	saved: readonly SavedFilter[],
	filter: Filter,
	id: string,
): { readonly ok: true; readonly value: SavedFilter[] } | { readonly ok: false; readonly problem: string } {
	const name = filter.name.trim().slice(0, 80);
	if (name === "") return { ok: false, problem: "Give it a name" };
	const same = saved.find((one) => one.name === name && viewOf(one) === viewOf(filter));
	if (same !== undefined)
		return { ok: true, value: saved.map((one) => (one === same ? { ...one, hash: filter.hash } : one)) };
	if (saved.length >= MOST_SAVED_FILTERS)
		return { ok: false, problem: `${MOST_SAVED_FILTERS} filters are kept at most: delete one first` };
	return { ok: true, value: [...saved, { id, name, hash: filter.hash }] };
}

/** Moves one by `step` places among those of its own view. */
export function movedFilter(saved: readonly SavedFilter[], id: string, step: 1 | -1): SavedFilter[] {
	const from = saved.findIndex((one) => one.id === id);
	const mine = saved[from];
	if (mine === undefined) return [...saved];
	const indexes = [...saved.keys()].filter((index) => {
		const one = saved[index];
		return one !== undefined && viewOf(one) === viewOf(mine);
	});
	const to = indexes[indexes.indexOf(from) + step];
	const other = to === undefined ? undefined : saved[to];
	if (to === undefined || other === undefined) return [...saved];
	return saved.map((one, index) => (index === from ? other : index === to ? mine : one));
}

/** A deleted one back at its place, as far as there still is such a place. */
export function putBack(saved: readonly SavedFilter[], filter: SavedFilter, place: number): PreferencesChange {
	if (saved.some((one) => one.id === filter.id)) return {};
	return { savedFilters: [...saved.slice(0, place), filter, ...saved.slice(place)].slice(0, MOST_SAVED_FILTERS) };
}
