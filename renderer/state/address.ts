/**
 * Where we are: view, host, range, query, sorting and open triplet all live in the fragment, so that each screen has
 * an address that can be sent to a colleague. The grammar is shared/protocol/address.ts; what does not follow it is
 * left out, field by field, and the rest still leads somewhere.
 *
 *   #/watch?host=local&range=1h      #/triplets?q=state:waiting&sort=-lastSeenAt&open=ID
 *   #/watch?range=FROM-TO&from=…&to=…      #/activity?kind=purged&find=anna      #/whitelists?kind=network&find=192.0.2.7
 */
import {
	addressFields,
	addressViews,
	type FieldName,
	fieldsOf,
	isPreset,
	LONGEST_QUERY,
	type Preset,
	readSpan,
	type Span,
	spanOf,
	spanText,
	type ViewName,
} from "../../shared/protocol/address.ts";
import { createStore, type Readable } from "./store.ts";

/** What the chart shows: the last so many minutes, or a time that stands. */
export type Range = Preset | Span;

export interface Address {
	readonly view: ViewName;
	/** Null: the desk's own engine. */
	readonly host: string | null;
	/** Another host in the same chart. */
	readonly with: string | null;
	/** Null: what suits the host's clock. */
	readonly range: Range | null;
	/** The part of the chart that is chosen. */
	readonly span: Span | null;
	readonly q: string;
	readonly sort: string;
	/** Of Activity and Whitelists: one kind alone. */
	readonly kind: string | null;
	/** Of Activity part of a name, of Whitelists what is searched. */
	readonly find: string;
	/** The triplet whose panel is open; on Activity, the action. */
	readonly open: string | null;
}

export const DEFAULT_SORT = "-lastSeenAt";

export function parseAddress(hash: string): Address {
	const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
	const given = new URLSearchParams(query);
	const view = addressViews.find((one) => one === path) ?? "watch";
	const carried = fieldsOf(view);
	const said = (field: FieldName): string | null => {
		const value = carried.includes(field) ? given.get(field) : null;
		return value !== null && addressFields[field].reads(value) ? value : null;
	};
	return {
		view,
		host: said("host"),
		with: said("with"),
		range: rangeOf(said("range") ?? ""),
		span: spanOf(said("from") ?? "", said("to") ?? ""),
		q: said("q") ?? "",
		sort: said("sort") ?? DEFAULT_SORT,
		kind: said("kind"),
		find: said("find") ?? "",
		open: said("open"),
	};
}

export function formatAddress(address: Address): string {
	const parts = new URLSearchParams();
	for (const field of fieldsOf(address.view)) {
		const value = written(address, field);
		if (value !== null && value !== "") parts.set(field, value);
	}
	const query = parts.toString();
	return `#/${address.view}${query === "" ? "" : `?${query}`}`;
}

/** Null and "" are not written: it is as it is without. */
function written(address: Address, field: FieldName): string | null {
	switch (field) {
		case "range":
			return address.range === null ? null : rangeText(address.range);
		case "from":
			return address.span === null ? null : String(address.span.from);
		case "to":
			return address.span === null ? null : String(address.span.to);
		case "q":
			return address.q.slice(0, LONGEST_QUERY);
		case "sort":
			return address.sort === DEFAULT_SORT ? null : address.sort;
		default:
			return address[field];
	}
}

function rangeOf(text: string): Range | null {
	return isPreset(text) ? text : readSpan(text);
}

/** As in the address; one text for one range, whichever object it is. */
export function rangeText(range: Range): string {
	return typeof range === "string" ? range : spanText(range);
}

/** The same host in another view, with nothing open: what one view filters says nothing to the next. */
export function inView(address: Address, view: ViewName): Address {
	const sort = view === address.view ? address.sort : DEFAULT_SORT;
	return { ...address, view, sort, open: null, kind: null, find: "" };
}

/** Another host in the same view; from the list of hosts, its Watch. */
export function toHost(address: Address, host: string): Address {
	const view = address.view === "hosts" ? "watch" : address.view;
	return { ...address, view, host, open: null, q: "", with: address.with === host ? null : address.with };
}

/** `live`: the range that moved with the clock. Times of one host say nothing at another whose clock is apart. */
export function inItsTime(before: Address, next: Address, live: Preset | null): Address {
	// A link names both: its times are those of its host.
	const range = next.range === before.range && next.range !== null && !isLive(next.range) ? live : next.range;
	return { ...next, range, span: next.span === before.span ? null : next.span };
}

function isLive(range: Range | null): range is Preset | null {
	return range === null || typeof range === "string";
}

export interface AddressBar extends Readable<Address> {
	/** Goes there; `replace` leaves no step for the back button (typing a query, closing a panel). */
	go(change: Partial<Address>, how?: "step" | "replace"): void;
	/** The last range that moved with the clock; null: what suits it. */
	live(): Preset | null;
}

/** `sameTime`: whether an instant of one host is that instant at another. */
export function createAddressBar(
	page: Window,
	sameTime: (one: string | null, other: string | null) => boolean,
): AddressBar {
	const store = createStore(parseAddress(page.location.hash));
	let live: Preset | null = null;
	function remember({ view, range }: Address): void {
		if (view === "watch" && isLive(range)) live = range;
	}
	remember(store.get());
	store.subscribe(() => remember(store.get()));
	page.addEventListener("popstate", () => store.set(parseAddress(page.location.hash)));
	return {
		get: store.get,
		subscribe: store.subscribe,
		live: () => live,
		go(change, how = "step") {
			const before = store.get();
			const wanted = { ...before, ...change };
			const next = sameTime(before.host, wanted.host) ? wanted : inItsTime(before, wanted, live);
			const hash = formatAddress(next);
			if (how === "replace") page.history.replaceState(null, "", hash);
			else if (hash !== page.location.hash) page.history.pushState(null, "", hash);
			store.set(next);
		},
	};
}
