/**
 * Regular expressions for host names, as far as they say no more than our patterns can: a name, a domain, what lies
 * below it. We run nobody's expression on every mail, so that of any other the nearest pattern is named for a person to choose.
 */
import { bad, good, type Outcome } from "../../base/outcome.ts";
import { entries, type Understood } from "./read-line.ts";

const label = String.raw`(?:[a-z0-9_-]|\\-)+`;
const literal = String.raw`${label}(?:\\\.${label})+`;
const exact = new RegExp(`^\\^(${literal})\\$$`, "i");
const below = new RegExp(String.raw`^(?:\^\.[*+])?\\\.(${literal})\$$`, "i");
const both = new RegExp(String.raw`^\((?:\?:)?(?:\^\|\\\.|\\\.\|\^)\)(${literal})\$$`, "i");
const ending = new RegExp(String.raw`\\\.(${literal})\$$`, "i");

/** `expression` without its slashes. */
export function hostRegex(expression: string): Outcome<Understood> {
	const plain = (text: string) => text.replaceAll("\\", "");
	const [, host] = exact.exec(expression) ?? [];
	if (host !== undefined) return entries([["name", plain(host)]]);
	const [, domain] = below.exec(expression) ?? [];
	if (domain !== undefined) return entries([["name", `*.${plain(domain)}`]]);
	const [, whole] = both.exec(expression) ?? [];
	if (whole !== undefined)
		return entries([
			["name", plain(whole)],
			["name", `*.${plain(whole)}`],
		]);
	const [, end] = ending.exec(expression) ?? [];
	const nearest = end === undefined ? good(null) : entries([["name", `*.${plain(end)}`]]);
	const found = nearest.ok ? nearest.value?.patterns[0]?.pattern : undefined;
	return bad(
		found === undefined
			? "Regular expressions are not known here: add a name such as *.example.net that covers what is meant"
			: `Regular expressions are not known here: name ${found} would cover it, and more`,
	);
}
