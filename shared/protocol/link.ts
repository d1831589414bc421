/**
 * `greydesk:` links, which any web page or mail may carry: they navigate, and nothing else. What follows the grammar of
 * places (address.ts) becomes a fragment of the page, written anew by us; everything else is refused whole, with words.
 *
 *   link  = "greydesk:" [ "//" ] view [ "/" ] [ "?" field *( "&" field ) ]         -- 2,048 characters at most
 *
 * A link is stricter than the fragment: what the view does not carry, control characters, a query that is
 * wrong, or half a span refuse it.
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import { addressFields, addressViews, type FieldName, fieldsOf, spanOf } from "./address.ts";
import { parse } from "./query.ts";

export const LINK_SCHEME = "greydesk:";
const LONGEST = 2048;

/** The fragment to go to, such as `#/triplets?q=state%3Awaiting`. A problem is one sentence. */
export function readLink(text: string): Outcome<string> {
	if (text.length > LONGEST) return bad(`A link has ${LONGEST} characters at most`);
	if (!text.startsWith(LINK_SCHEME)) return bad("Only greydesk: links are opened");
	const said = /^(?:\/\/)?([a-z]+)\/?(?:\?(.*))?$/s.exec(text.slice(LINK_SCHEME.length));
	const view = addressViews.find((known) => known === said?.[1]);
	if (view === undefined) return bad(`A link names a view first: ${LINK_SCHEME}${addressViews.join(", ")}`);
	const carried = fieldsOf(view);
	const pairs = new Map<FieldName, string>();
	for (const pair of said?.[2] === undefined ? [] : said[2].split("&")) {
		const [, name = "", written = ""] = /^([a-z]+)=(.*)$/s.exec(pair) ?? [];
		const field = carried.find((known) => known === name);
		const value = decoded(written);
		if (field === undefined) return bad(`A link to ${view} carries ${carried.join(", ")}, nothing else`);
		if (pairs.has(field)) return bad(`A link says ${field} once`);
		if (value === null || !reads(field, value)) return bad(`The ${field} of this link cannot be read`);
		pairs.set(field, value);
	}
	if ((pairs.has("from") || pairs.has("to")) && spanOf(pairs.get("from") ?? "", pairs.get("to") ?? "") === null)
		return bad("A link says from and to together, the earlier one first");
	const query = [...pairs].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
	return good(`#/${view}${query === "" ? "" : `?${query}`}`);
}

/** The link to a fragment of the page. */
export function linkOf(hash: string): string {
	return LINK_SCHEME + hash.replace(/^#?\/?/, "");
}

function reads(field: FieldName, value: string): boolean {
	return !/\p{C}/u.test(value) && addressFields[field].reads(value) && (field !== "q" || parse(value).ok);
}

function decoded(written: string): string | null {
	try {
		return decodeURIComponent(written.replaceAll("+", " "));
	} catch {
		return null;
	}
}
