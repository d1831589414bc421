/**
 * Filters with a name: a view, its query and order, as an address without a host. Some come with the app; what a person
 * saves lies in the preferences, in the person's own order.
 */
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
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

/** One more is saved; a problem is one sentence. A name that the view has already is given the new filter. */
export function withFilter(saved: readonly SavedFilter[], filter: Filter, id: string): Outcome<PreferencesChange> {
	const name = filter.name.trim().slice(0, 80);
	if (name === "") return bad("Give it a name");
	const same = saved.find((one) => one.name === name && viewOf(one) === viewOf(filter));
	if (same !== undefined) return good({ filters: { put: [{ ...same, hash: filter.hash }] } });
	if (saved.length >= MOST_SAVED_FILTERS)
		return bad(`${MOST_SAVED_FILTERS} filters are kept at most: delete one first`);
	return good({ filters: { put: [{ id, name, hash: filter.hash }] } });
}

/** Moves one by `step` places among those of its own view. */
export function movedFilter(saved: readonly SavedFilter[], id: string, step: 1 | -1): PreferencesChange {
	const mine = saved.find((one) => one.id === id);
	if (mine === undefined) return {};
	const ofView = saved.filter((one) => viewOf(one) === viewOf(mine));
	const other = ofView[ofView.indexOf(mine) + step];
	if (other === undefined) return {};
	return { filters: { order: step === 1 ? [other.id, id] : [id, other.id] } };
}

/** A deleted one back at its place, as far as there still is such a place. */
export function putBack(saved: readonly SavedFilter[], filter: SavedFilter, place: number): PreferencesChange {
	if (saved.some((one) => one.id === filter.id)) return {};
	const ids = saved.map((one) => one.id);
	return { filters: { put: [filter], order: [...ids.slice(0, place), filter.id, ...ids.slice(place)] } };
}
