/**
 * The hash that names triplets: 80 bits keyed by the folder's secret, as 16 characters of base32 (RFC 4648, lower
 * case). Who does not have the secret can neither guess an id nor make two triplets share one. A truncated SHA-256
 * over secret and text suffices for that; HMAC would take twice the time of every decision.
 */
import { hash } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

export function keyedHash(secret: Uint8Array): (text: string) => string {
	const key = Buffer.from(secret).toString("latin1");
	return (text) => base32(hash("sha256", key + text, "hex"));
}

/** The first 80 bits of a hexadecimal digest: four groups of 20 bits, four characters each. */
function base32(digest: string): string {
	let text = "";
	for (let group = 0; group < 4; group += 1) {
		const bits = Number.parseInt(digest.slice(group * 5, group * 5 + 5), 16);
		text += `${ALPHABET[bits >>> 15]}${ALPHABET[(bits >>> 10) & 31]}${ALPHABET[(bits >>> 5) & 31]}${ALPHABET[bits & 31]}`;
	}
	return text;
}
