/** Bytes to text without Node or DOM: UTF-8, what is malformed becomes U+FFFD, as every decoder of the platform does. */
export type Decode = (bytes: Uint8Array, from: number, to: number) => string;

const REPLACEMENT = "\ufffd";

export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
	let text = "";
	let at = from;
	while (at < to) {
		const lead = bytes[at] ?? 0;
		if (lead < 0x80) {
			text += String.fromCharCode(lead);
			at += 1;
			continue;
		}
		const length = lengthOf(lead);
		const point = pointAt(bytes.subarray(at, Math.min(at + length, to)), length);
		text += point < 0 ? REPLACEMENT : String.fromCodePoint(point);
		at += point < 0 ? 1 : length;
	}
	return text;
}

function lengthOf(lead: number): number {
	if (lead >= 0xc2 && lead <= 0xdf) return 2;
	if (lead >= 0xe0 && lead <= 0xef) return 3;
	return lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
}

/** -1 where the bytes are no code point: cut, overlong, a surrogate, beyond Unicode. */
function pointAt(bytes: Uint8Array, length: number): number {
	if (length === 1 || bytes.length < length) return -1;
	let point = (bytes[0] ?? 0) & (0xff >> (length + 1));
	for (const byte of bytes.subarray(1)) {
		if (byte < 0x80 || byte > 0xbf) return -1;
		point = (point << 6) | (byte & 0x3f);
	}
	const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
	return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? -1 : point;
}
