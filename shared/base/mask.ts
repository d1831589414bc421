/**
 * Local parts of addresses hidden, for a screen that others see: pure, for single addresses and for free text with
 * addresses in it (reasons, replies, queries). The domain stays, it is what a postmaster talks about; so do the null
 * sender, wildcards, and the role names everybody has (RFC 2142: postmaster, abuse). What a person is called in a free
 * sentence, without an address, cannot be known and stays.
 *
 *   local  = quoted / run of anything but space, quotes, brackets and separators   -- RFC 5321 4.1.2, and wider: VERP,
 *            BATV, SRS and UTF-8 (RFC 6531) fall under it
 *   masked = token "@" domain
 */

/** What stands for a local part. Told apart by the caller; without one, all look the same. */
export type TokenOf = (local: string) => string;

export const MASK = "•••";
const plain: TokenOf = () => MASK;

const roles = new Set(["postmaster", "abuse"]);
// Bounded: a local part that long is none, and a long text must not be read again from each of its characters.
const inText = /"((?:[^"\\\n]|\\.){1,1000})"@|([^\s"<>()[\],;:@\\]{1,1000})@/gu;
/** A query names a person without an address too. `sender:anna`, `-recipient:"anna b"`, also several of them. */
const inQuery = /(?<![\w-])(-?(?:sender|recipient):)((?:"(?:[^"\\]|\\.)*"|[^\s"])+)/giu;

/** A whole address, or a pattern of one: everything before its last `@` is its local part, whatever stands there. */
export function maskedAddress(address: string, tokenOf: TokenOf = plain): string {
	const at = address.lastIndexOf("@");
	return at < 0 ? address : tokenFor(address.slice(0, at), tokenOf) + address.slice(at);
}

/** Free text: each address in it. */
export function masked(text: string, tokenOf: TokenOf = plain): string {
	if (!text.includes("@")) return text;
	return text.replace(inText, (_, quoted: string | undefined, bare: string | undefined) =>
		quoted === undefined ? `${tokenFor(bare ?? "", tokenOf)}@` : `${tokenFor(quoted, tokenOf)}@`,
	);
}

/** A query of the lists: as free text, and values of sender and recipient that are no whole address. */
export function maskedQuery(query: string, tokenOf: TokenOf = plain): string {
	return masked(query, tokenOf).replace(inQuery, (_, key: string, values: string) => {
		const each = values.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/gu) ?? [];
		return key + each.map((value) => (value.includes("@") ? value : namePart(value, tokenOf))).join(",");
	});
}

function namePart(value: string, tokenOf: TokenOf): string {
	const name = value.replace(/^"|"$/g, "");
	return name === "<>" || /^\**$/.test(name) ? value : tokenFor(name, tokenOf);
}

function tokenFor(local: string, tokenOf: TokenOf): string {
	if (/^\**$/.test(local) || local.startsWith(MASK) || roles.has(local.toLowerCase())) return local;
	return tokenOf(local);
}
