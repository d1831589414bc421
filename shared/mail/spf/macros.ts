/** Macros in SPF records (RFC 7208 section 7): checked when a record is read, expanded when a term is evaluated. */
import type { Address } from "../../base/networks.ts";

export interface MacroValues {
	/** With `postmaster@` before it where it had no local part. */
	readonly sender: string;
	/** The domain whose record is evaluated. */
	readonly domain: string;
	readonly helo: string;
	readonly address: Address;
	/** A verified name of the client. */
	readonly name: string;
}

// Those of explanations (c, r, t) have no place in a domain.
const macro = /%(?:\{([slodiphv])([1-9]\d{0,2}|0\d+)?(r?)([.\-+,/_=]*)\}|([%_-]))/gi;
const whole = /^(?:%\{[slodiphv](?:[1-9]\d{0,2}|0*[1-9]\d?)?r?[.\-+,/_=]*\}|%[%_-]|[\x21-\x24\x26-\x7e])*$/i;

export function isMacroString(text: string): boolean {
	return whole.test(text);
}

/** Whether it asks for the client's verified name, which costs questions to the DNS. */
export function asksForName(text: string): boolean {
	return /%\{p/i.test(text.replaceAll("%%", ""));
}

/** The target's name: without its final dot, and cut to 253 characters from the left, whole labels at a time. */
export function expand(text: string, values: MacroValues): string {
	const name = text.includes("%") ? text.replace(macro, (...found: string[]) => expanded(found, values)) : text;
	return shortened(name.replace(/\.$/, ""));
}

function expanded([, letter = "", digits, reverse, delimiters, escaped]: readonly string[], values: MacroValues) {
	if (escaped !== undefined) return escaped === "%" ? "%" : escaped === "_" ? " " : "%20";
	const parts = macroValue(letter.toLowerCase(), values).split(splitter(delimiters ?? ""));
	if (reverse !== "") parts.reverse();
	const text = (digits === undefined ? parts : parts.slice(-Number(digits))).join(".");
	return letter === letter.toLowerCase() ? text : encodeURIComponent(text).replace(/[!'()*]/g, percent);
}

function macroValue(letter: string, { sender, domain, helo, address, name }: MacroValues): string {
	const at = sender.lastIndexOf("@");
	switch (letter) {
		case "s":
			return sender;
		case "l":
			return sender.slice(0, at);
		case "o":
			return sender.slice(at + 1);
		case "d":
			return domain;
		case "i":
			return address.groups === null ? address.text : nibbles(address.groups).join(".");
		case "p":
			return name;
		case "h":
			return helo;
		default:
			return address.groups === null ? "in-addr" : "ip6";
	}
}

function splitter(delimiters: string): string | RegExp {
	return delimiters === "" ? "." : new RegExp(`[${delimiters.replace(/[-]/g, "\\-")}]`);
}

function percent(char: string): string {
	return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function nibbles(groups: readonly number[]): readonly string[] {
	return [...groups.map((group) => group.toString(16).padStart(4, "0")).join("")];
}

function shortened(name: string): string {
	let short = name;
	while (short.length > 253) {
		const dot = short.indexOf(".");
		if (dot < 0) return short;
		short = short.slice(dot + 1);
	}
	return short;
}
