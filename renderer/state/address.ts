/**
 * Where we are: view, host, range, query, sorting and open triplet all live in the fragment, so that each screen has
 * an address that can be sent to a colleague. It only navigates: no address acts, adds a host or carries a switch.
 *
 *   #/watch?host=local&range=1h      #/triplets?q=state:waiting&sort=-lastSeenAt&open=ID
 */
import { createStore, type Readable } from "./store.ts";

export const ranges = ["5m", "1h", "24h"] as const;
export type Range = (typeof ranges)[number];
export type ViewName = "watch" | "triplets";

export interface Address {
	readonly view: ViewName;
	/** Null: the desk's own engine. */
	readonly host: string | null;
	/** Null: what suits the host's clock. */
	readonly range: Range | null;
	readonly q: string;
	readonly sort: string;
	/** The triplet whose panel is open. */
	readonly open: string | null;
}

export const DEFAULT_SORT = "-lastSeenAt";
const MAX_QUERY = 2000;

export function parseAddress(hash: string): Address {
	const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
	const given = new URLSearchParams(query);
	const range = given.get("range");
	return {
		view: path === "triplets" ? "triplets" : "watch",
		host: matched(given.get("host"), /^[\w.-]{1,64}$/),
		range: ranges.find((one) => one === range) ?? null,
		q: (given.get("q") ?? "").slice(0, MAX_QUERY),
		sort: matched(given.get("sort"), /^-?[a-zA-Z]{1,20}$/) ?? DEFAULT_SORT,
		open: matched(given.get("open"), /^[\w-]{1,64}$/),
	};
}

export function formatAddress(address: Address): string {
	const parts = new URLSearchParams();
	if (address.host !== null) parts.set("host", address.host);
	if (address.view === "watch" && address.range !== null) parts.set("range", address.range);
	if (address.view === "triplets" && address.q !== "") parts.set("q", address.q);
	if (address.view === "triplets" && address.sort !== DEFAULT_SORT) parts.set("sort", address.sort);
	if (address.open !== null) parts.set("open", address.open);
	const query = parts.toString();
	return `#/${address.view}${query === "" ? "" : `?${query}`}`;
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
