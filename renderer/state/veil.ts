/**
 * The masking mode: between the desk and everything else of the page lies a veil. While it is drawn, each answer and
 * each frame of the stream loses its local parts before any state, view, copy or export sees it, so that nothing that
 * is made of them can show one. The same person keeps the same sign (`•••7`), and what goes out with such a sign in it
 * gets its local part back: links, filters and actions work on. What is typed stays as it was typed.
 */
import { MASK, masked, maskedAddress, maskedQuery } from "../../shared/base/mask.ts";
import type { Send, Sent } from "../../shared/protocol/client.ts";
import { createStore, type Readable } from "./store.ts";

/** Beyond so many people all look the same, and their signs lead nowhere. */
const MOST_SIGNS = 100_000;
const sign = new RegExp(`${MASK}(\\d+)`, "gu");

/** What of an answer is an address as a whole, spaces and all; the rest is read as free text. */
const addressKeys = new Set(["sender", "senderKey", "recipient", "recipients", "pattern"]);
const queryKeys = new Set(["q", "query"]);

export interface Veil {
	readonly drawn: Readable<boolean>;
	draw(on: boolean): void;
	/** A value with every local part in it hidden, whether the veil is drawn or not. */
	cover(value: unknown): unknown;
	/** As it was before `cover`; signs that were not given out here stay. */
	reveal(value: unknown): unknown;
	/** A query in the address bar. */
	coverQuery(query: string): string;
	/** The transport, with the veil in it. */
	behind(send: Send): Send;
	/** What the stream brings, covered while the veil is drawn. */
	heard(json: unknown): unknown;
}

export function createVeil(): Veil {
	const drawn = createStore(false);
	const signs = new Map<string, string>();
	const locals: string[] = [];

	function signOf(local: string): string {
		const known = signs.get(local);
		if (known !== undefined) return known;
		if (locals.length >= MOST_SIGNS) return MASK;
		const made = `${MASK}${locals.push(local)}`;
		signs.set(local, made);
		return made;
	}
	const given = (text: string, unknown: (sign: string) => string) =>
		text.replace(sign, (whole, number: string) => locals[Number(number) - 1] ?? unknown(whole));

	const cover = (value: unknown, key = ""): unknown =>
		deep(value, key, (text, name) => {
			if (addressKeys.has(name)) return maskedAddress(text, signOf);
			if (queryKeys.has(name)) return maskedQuery(text, signOf);
			// Of a host: its login name is no local part, and a command must lead there.
			if (name === "address") return text;
			if (name === "hash") return eachParameter(text, (part) => maskedQuery(part, signOf));
			return masked(text, signOf);
		});
	const reveal = (value: unknown): unknown =>
		deep(value, "", (text, name) => {
			const shown = (part: string) => given(part, (whole) => whole);
			return name === "hash" ? eachParameter(text, shown) : shown(text);
		});
	const heard = (json: unknown) => (drawn.get() ? cover(json) : json);

	return {
		drawn,
		draw: (on) => drawn.set(on),
		cover: (value) => cover(value),
		reveal,
		coverQuery: (query) => maskedQuery(query, signOf),
		heard,
		behind: (send) => async (request) => {
			const body = request.body === null ? null : JSON.stringify(reveal(JSON.parse(request.body)));
			if (body?.includes(MASK)) return lost;
			const sent = await send({ ...request, path: revealedPath(request.path, given), body });
			return { ...sent, json: heard(sent.json) };
		},
	};
}

/** A sign of another window, or of before a reload: nobody is acted upon by a guess. */
const lost: Sent = {
	status: 400,
	json: {
		type: "about:blank",
		title: "A masked address is not known here",
		status: 400,
		detail: "It was masked in another window, or before a reload: type the address itself, or end masking.",
	},
};

type Given = (text: string, unknown: (sign: string) => string) => string;

/** A sign that is not known any more searches the whole domain. */
function revealedPath(path: string, given: Given): string {
	if (!path.includes(encodeURIComponent(MASK))) return path;
	const words = (part: string) => encodeURIComponent(given(decodeURIComponent(part), () => "*"));
	const [route = "", query] = path.split(/\?(.*)/s);
	const segments = route.split("/").map(words).join("/");
	return query === undefined ? segments : `${segments}?${eachParameter(query, (part) => given(part, () => "*"))}`;
}

/** `change` of the value of each parameter, written as an address writes it. */
function eachParameter(text: string, change: (value: string) => string): string {
	return text.replace(/=([^&]*)/g, (whole, value: string) => {
		try {
			const plain = decodeURIComponent(value.replaceAll("+", " "));
			const changed = change(plain);
			return changed === plain ? whole : `=${encodeURIComponent(changed)}`;
		} catch {
			return "=";
		}
	});
}

function deep(value: unknown, key: string, change: (text: string, key: string) => string): unknown {
	if (typeof value === "string") return change(value, key);
	if (Array.isArray(value)) return value.map((item) => deep(item, key, change));
	// What else there is, maps and dates, is made of figures.
	if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deep(item, name, change)]));
}
