/**
 * What a line of somebody else's whitelist becomes: entries of ours that let pass what it let pass there, or the reason
 * why there are none. Shared by the readers of each format; every one of them is a pure function of one line.
 */
import { parseAddress, parseNetwork } from "../../base/networks.ts";
import { bad, good, type Outcome } from "../../base/outcome.ts";
import type { EntryKind } from "../../policy/whitelist-entry.ts";
import { type Pattern, patternOf } from "../../policy/whitelist-pattern.ts";

export interface Understood {
	readonly patterns: readonly Pattern[];
	/** Where it is not quite the same here. */
	readonly note: string | null;
}

/** A line without comment and outer blanks; a problem says why it is not understood. */
export type LineReader = (text: string) => Outcome<Understood>;

/** Entries as typed, each checked as if an operator had typed it. */
export function entries(
	typed: readonly (readonly [EntryKind, string])[],
	note: string | null = null,
): Outcome<Understood> {
	const patterns: Pattern[] = [];
	for (const [kind, text] of typed) {
		const pattern = patternOf(kind, text);
		if (!pattern.ok) return pattern;
		patterns.push(pattern.value);
	}
	return good({ patterns, note });
}

/** A host's domain and all below it: of a single label only what lies below. */
export function domainAndBelow(kind: "name" | "recipient" | "sender", domain: string): Outcome<Understood> {
	const bare = domain.replace(/\.$/, "");
	const below = entries([[kind, `*.${bare}`]]);
	if (!below.ok || !bare.includes(".")) return below;
	return entries([
		[kind, bare],
		[kind, `*.${bare}`],
	]);
}

/**
 * An address or network in one of the ways in which greylisters write them: in full, with a width or a netmask, or as
 * the first octets. `null`: it looks like none. Octets alone are as many bits as are written.
 */
export function addressEntry(text: string): Outcome<Understood> | null {
	const octets = /^(\d{1,3}(?:\.\d{1,3}){0,2})\.?$/.exec(text)?.[1]?.split(".");
	if (octets !== undefined) {
		const zeros = Array.from({ length: 4 - octets.length }, () => "0");
		return entries([["network", `${[...octets, ...zeros].join(".")}/${octets.length * 8}`]]);
	}
	const [address = "", width] = text.split("/");
	const looks = /^\d+(?:\.\d+){3}$/.test(address) || (address.includes(":") && /^[0-9a-f:.]+$/i.test(address));
	if (!looks) return null;
	const bits = width === undefined ? null : bitsOf(width);
	if (bits === undefined) return bad(`/${width?.slice(0, 40)} is neither a width nor a netmask`);
	const network = parseNetwork(bits === null ? address : `${address}/${bits}`);
	return network.ok ? entries([["network", network.value.text]]) : network;
}

/** Of `24` or `255.255.255.0`; `undefined` where it is neither. */
function bitsOf(width: string): number | undefined {
	if (/^\d{1,3}$/.test(width)) return Number(width);
	const mask = parseAddress(width);
	if (mask === null || mask.groups !== null) return undefined;
	const text = mask.v4.toString(2).padStart(32, "0");
	return /^1*0*$/.test(text) ? text.lastIndexOf("1") + 1 : undefined;
}
