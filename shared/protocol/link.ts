/**
 * `greydesk:` links, which any web page or mail may carry: they navigate, and nothing else. What follows this grammar
 * becomes a fragment of the page, written anew by us; everything else is refused whole, with words.
 *
 *   link  = "greydesk:" [ "//" ] view [ "/" ] [ "?" pair *( "&" pair ) ]         -- 2,048 characters at most
 *   view  = one of `linkViews`
 *   pair  = "host=" 1*64(ALPHA / DIGIT / "_" / "." / "-")
 *         / "range=" ( 1*4DIGIT ( "s" / "m" / "h" / "d" ) / 10*15DIGIT "-" 10*15DIGIT )   -- or: from and to, epoch ms
 *         / "q=" query language, percent-encoded, without control characters
 *         / "sort=" [ "-" ] 1*20ALPHA
 *         / "open=" 1*64(ALPHA / DIGIT / "_" / "-")                               -- a triplet
 *
 * Each pair once. No switch, path, other scheme, or action can be said in it.
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import { parse } from "./query.ts";

export const LINK_SCHEME = "greydesk:";
const LONGEST = 2048;

export const linkViews = ["watch", "triplets", "senders", "whitelists", "activity", "settings"] as const;

const grammars: Readonly<Record<string, (value: string) => boolean>> = {
	host: (value) => /^[\w.-]{1,64}$/.test(value),
	range: (value) => /^(?:\d{1,4}[smhd]|\d{10,15}-\d{10,15})$/.test(value),
	q: (value) => !/\p{C}/u.test(value) && parse(value).ok,
	sort: (value) => /^-?[a-zA-Z]{1,20}$/.test(value),
	open: (value) => /^[\w-]{1,64}$/.test(value),
};

/** The fragment to go to, such as `#/triplets?q=state%3Awaiting`. A problem is one sentence. */
export function readLink(text: string): Outcome<string> {
	if (text.length > LONGEST) return bad(`A link has ${LONGEST} characters at most`);
	if (!text.startsWith(LINK_SCHEME)) return bad("Only greydesk: links are opened");
	const said = /^(?:\/\/)?([a-z]+)\/?(?:\?(.*))?$/s.exec(text.slice(LINK_SCHEME.length));
	const view = linkViews.find((known) => known === said?.[1]);
	if (view === undefined) return bad(`A link names a view first: ${LINK_SCHEME}${linkViews.join(", ")}`);
	const pairs = new Map<string, string>();
	for (const pair of said?.[2] === undefined ? [] : said[2].split("&")) {
		const [, name = "", written = ""] = /^([a-z]+)=(.*)$/s.exec(pair) ?? [];
		const value = decoded(written);
		if (!Object.hasOwn(grammars, name)) return bad("A link carries host, range, q, sort and open, nothing else");
		if (pairs.has(name)) return bad(`A link says ${name} once`);
		if (value === null || grammars[name]?.(value) !== true) return bad(`The ${name} of this link cannot be read`);
		pairs.set(name, value);
	}
	const query = [...pairs].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
	return good(`#/${view}${query === "" ? "" : `?${query}`}`);
}

/** The link to a fragment of the page. */
export function linkOf(hash: string): string {
	return LINK_SCHEME + hash.replace(/^#?\/?/, "");
}

function decoded(written: string): string | null {
	try {
		return decodeURIComponent(written.replaceAll("+", " "));
	} catch {
		return null;
	}
}
