/**
 * Where we are: view, host, range, query, sorting and open triplet all live in the fragment, so that each screen has
 * an address that can be sent to a colleague. It only navigates: no address acts, adds a host or carries a switch.
 *
 *   #/watch?host=local&range=1h      #/triplets?q=state:waiting&sort=-lastSeenAt&open=ID
 *   #/activity?kind=purged&find=anna      #/whitelists?kind=network&find=192.0.2.7      #/settings
 */
import { createStore, type Readable } from "./store.ts";

export const ranges = ["5m", "1h", "24h"] as const;
export type Range = (typeof ranges)[number];
export const viewNames = ["watch", "triplets", "activity", "whitelists", "settings"] as const;
export type ViewName = (typeof viewNames)[number];

export interface Address {
	readonly view: ViewName;
	/** Null: the desk's own engine. */
	readonly host: string | null;
	/** Null: what suits the host's clock. */
	readonly range: Range | null;
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
const MAX_QUERY = 2000;
const MAX_FIND = 200;

export function parseAddress(hash: string): Address {
	const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
	const given = new URLSearchParams(query);
	const range = given.get("range");
	const view = viewNames.find((one) => one === path) ?? "watch";
	const listed = hasKinds(view);
	return {
		view,
		host: matched(given.get("host"), /^[\w.-]{1,64}$/),
		range: ranges.find((one) => one === range) ?? null,
		q: (given.get("q") ?? "").slice(0, MAX_QUERY),
		sort: matched(given.get("sort"), /^-?[a-zA-Z]{1,20}$/) ?? DEFAULT_SORT,
		kind: listed ? matched(given.get("kind"), /^[a-z-]{1,30}$/) : null,
		find: listed ? (given.get("find") ?? "").slice(0, MAX_FIND) : "",
		open: matched(given.get("open"), /^[\w-]{1,64}$/),
	};
}

export function formatAddress(address: Address): string {
	const parts = new URLSearchParams();
	if (address.host !== null) parts.set("host", address.host);
	if (address.view === "watch" && address.range !== null) parts.set("range", address.range);
	if (address.view === "triplets" && address.q !== "") parts.set("q", address.q);
	if (address.view === "triplets" && address.sort !== DEFAULT_SORT) parts.set("sort", address.sort);
	if (hasKinds(address.view) && address.kind !== null) parts.set("kind", address.kind);
	if (hasKinds(address.view) && address.find !== "") parts.set("find", address.find);
	if (address.open !== null) parts.set("open", address.open);
	const query = parts.toString();
	return `#/${address.view}${query === "" ? "" : `?${query}`}`;
}

/** The same host in another view, with nothing open: what one view filters says nothing to the next. */
export function inView(address: Address, view: ViewName): Address {
	return { ...address, view, open: null, kind: null, find: "" };
}

function hasKinds(view: ViewName): boolean {
	return view === "activity" || view === "whitelists";
}

export interface AddressBar extends Readable<Address> {
	/** Goes there; `replace` leaves no step for the back button (typing a query, closing a panel). */
	go(change: Partial<Address>, how?: "step" | "replace"): void;
}

export function createAddressBar(page: Window): AddressBar {
	const store = createStore(parseAddress(page.location.hash));
	page.addEventListener("popstate", () => store.set(parseAddress(page.location.hash)));
	return {
		get: store.get,
		subscribe: store.subscribe,
		go(change, how = "step") {
			const next = { ...store.get(), ...change };
			const hash = formatAddress(next);
			if (how === "replace") page.history.replaceState(null, "", hash);
			else if (hash !== page.location.hash) page.history.pushState(null, "", hash);
			store.set(next);
		},
	};
}

function matched(text: string | null, grammar: RegExp): string | null {
	return text !== null && grammar.test(text) ? text : null;
}
