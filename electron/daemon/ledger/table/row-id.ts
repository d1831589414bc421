/**
 * Ids of triplets as numbers: sixteen characters of base32 (RFC 4648, lower case) are 80 bits. Any other text is told
 * apart by its hash and kept as text; ours never are, but an id is foreign to a table.
 */

export interface IdWords {
	high: number;
	middle: number;
	/** Sixteen bits. */
	low: number;
	/** What the words stand for, exactly; else they are only a hash of it. */
	exact: boolean;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const CHARACTERS = 16;
const values = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value += 1) values[ALPHABET.charCodeAt(value)] = value;

/** Writes into the words given, so that a look-up costs no garbage. */
export function readId(id: string, into: IdWords): void {
	if (id.length !== CHARACTERS) {
		hashId(id, into);
		return;
	}
	const first = bits20(id, 0);
	const second = bits20(id, 4);
	const third = bits20(id, 8);
	const fourth = bits20(id, 12);
	if (first < 0 || second < 0 || third < 0 || fourth < 0) {
		hashId(id, into);
		return;
	}
	into.high = ((first << 12) | (second >>> 8)) >>> 0;
	into.middle = ((second << 24) | (third << 4) | (fourth >>> 16)) >>> 0;
	into.low = fourth & 0xffff;
	into.exact = true;
}

/** The id that these words are; only of exact ones. */
export function writeId(high: number, middle: number, low: number): string {
	return (
		text20(high >>> 12) +
		text20(((high & 0xfff) << 8) | (middle >>> 24)) +
		text20((middle >>> 4) & 0xfffff) +
		text20(((middle & 15) << 16) | low)
	);
}

function bits20(id: string, at: number): number {
	let bits = 0;
	for (let index = at; index < at + 4; index += 1) {
		const value = values[id.charCodeAt(index)] ?? -1;
		if (value < 0) return -1;
		bits = (bits << 5) | value;
	}
	return bits;
}

function text20(bits: number): string {
	return (
		ALPHABET.charAt((bits >>> 15) & 31) +
		ALPHABET.charAt((bits >>> 10) & 31) +
		ALPHABET.charAt((bits >>> 5) & 31) +
		ALPHABET.charAt(bits & 31)
	);
}

/** FNV-1a, twice over. */
function hashId(id: string, into: IdWords): void {
	let high = 0x811c9dc5;
	let middle = 0x01000193;
	for (let at = 0; at < id.length; at += 1) {
		high = Math.imul(high ^ id.charCodeAt(at), 0x01000193);
		middle = Math.imul(middle ^ id.charCodeAt(at), 0x811c9dc5);
	}
	into.high = (high ^ (high >>> 15)) >>> 0;
	into.middle = middle >>> 0;
	into.low = id.length & 0xffff;
	into.exact = false;
}
