/**
 * One address found in text, in every dress in which mail carries it, and its local part replaced: pure, for whole
 * addresses, keys, sentences and JSON, as text or as the bytes of a file. Upper and lower case are one.
 *
 *   anna@d, anna+news@d, prvs=0123abcd=anna@d      itself, with an extension (RFC 5233), signed (BATV)
 *   list+anna=d@lists, list-anna=d@lists           written into the sender of a list (VERP)
 *   SRS0=HHH=TT=d=anna@relay                       carried by a forwarder (SRS)
 *
 * Another person's address that ends like it (joanna@d, mary.anna@d), or whose domain begins like it, is not it. Of VERP
 * a hyphen is taken for the one between list and address.
 */
import { bad, good, type Outcome } from "./outcome.ts";
import { decodeUtf8 } from "./utf8.ts";

/**
 * How the text is written: as JavaScript has it, its UTF-8 bytes read as Latin-1, or such bytes as a database packs them,
 * where one value begins right behind another: there joanna@d is taken for anna@d, too.
 */
export type Writing = "text" | "bytes" | "pages";

export interface Person {
	readonly local: string;
	/** Each way in which its domain may be written. */
	readonly domains: readonly string[];
}

export interface Finder {
	isIn(text: string): boolean;
	/** Mentions that begin at `from` or after, and before `to`. */
	count(text: string, from?: number, to?: number): number;
	/** `signOf` is given the local part, extension and all, as JavaScript's text; and as it was found. */
	replace(text: string, signOf: (local: string, found: string) => string): string;
}

const MOST_CHARACTERS = 320;
/** What may stand right before a local part only as a part of it. Apostrophes and equals signs quote or wrap one. */
const OF_A_LOCAL = "A-Za-z0-9.!#$%&*+?^_~\\u0080-\\uffff-";
/** JSON's escapes end in letters and digits; what follows them begins anew. */
const BEGINS = `(?:(?<![${OF_A_LOCAL}])|(?<=\\\\u[0-9a-fA-F]{4})|(?<=\\\\[bfnrt]))`;
const EXTENSION = '(?:\\+[^\\s"@<>\\\\\\u0000-\\u0020]{0,200})?';
const DOMAIN_ENDS = "(?![A-Za-z0-9-]|\\.[A-Za-z0-9])";

/** As it is typed or copied, brackets and all: one address. Errors: it is none with a local part and a domain. */
export function typedPerson(
	typed: string,
	domainForms: (domain: string) => readonly string[] = () => [],
): Outcome<Person> {
	return personOf(typed.trim().replace(/^<(.*)>$/, "$1"), domainForms);
}

/** Errors: it is no address with a local part and a domain. `domainForms`: how the domain is written in ASCII, and not. */
export function personOf(address: string, domainForms: (domain: string) => readonly string[]): Outcome<Person> {
	const at = address.lastIndexOf("@");
	const [written, domain] = [address.slice(0, at), address.slice(at + 1).toLowerCase()];
	// Whoever reads anna+news@d is anna@d, and known here under that key.
	const plus = written.startsWith('"') ? -1 : written.indexOf("+");
	const local = plus > 0 ? written.slice(0, plus) : written;
	const isText = !/[\ud800-\udfff]/u.test(address) && address.length <= MOST_CHARACTERS;
	const isAddress = at > 0 && isText && /^[^\s@"<>\\]+$/.test(domain);
	if (!isAddress || !/[^*]/.test(local)) return bad("Give one whole address, such as anna@example.org");
	const forms = domainForms(domain).filter((form) => form !== "");
	return good({ local: local.toLowerCase(), domains: [...new Set([domain, ...forms])] });
}

export function finderOf({ local, domains }: Person, writing: Writing): Finder {
	const name = pattern(local, writing);
	const domain = `(?:${domains.map((one) => pattern(one, writing)).join("|")})`;
	// The name first, what stands around it after: so it is looked for as fast as any word.
	const [begins, ends] = writing === "pages" ? ["", ""] : [BEGINS, DOMAIN_ENDS];
	const itself = `(?<=${begins}${name})${EXTENSION}(?=@${domain}${ends})`;
	const inList = `(?<=(?:${begins}|[+=-])${name})${EXTENSION}(?==${domain}${ends})`;
	const forwarded = `(?<==${domain}=${name})(?=@)`;
	const source = `${name}(?:${itself}|${inList}|${forwarded})`;
	const once = new RegExp(source);
	const all = new RegExp(source, "g");
	return {
		isIn: (text) => once.test(text),
		count(text, from = 0, to = text.length) {
			let mentions = 0;
			for (const { index } of text.matchAll(all)) if (index >= from && index < to) mentions++;
			return mentions;
		},
		replace: (text, signOf) => text.replace(all, (found) => signOf(plain(found, writing), found)),
	};
}

/** Both cases of each letter; a quotation mark or backslash also as JSON escapes it. */
function pattern(word: string, writing: Writing): string {
	return Array.from(word, (letter) => {
		if (letter === '"') return '\\\\?"';
		if (letter === "\\") return "\\\\{1,2}";
		const forms = [...new Set([letter, letter.toLowerCase(), letter.toUpperCase()])].map((form) =>
			quoted(writing === "text" ? form : asBytes(form)),
		);
		return forms.length === 1 ? forms.join("") : `(?:${forms.join("|")})`;
	}).join("");
}

function quoted(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function asBytes(text: string): string {
	return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function plain(found: string, writing: Writing): string {
	const bytes = Uint8Array.from(found, (one) => one.charCodeAt(0));
	const text = writing === "text" ? found : decodeUtf8(bytes, 0, bytes.length);
	return text.replace(/\\(["\\])/g, "$1");
}
