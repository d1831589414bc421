/**
 * An IP address as text that sorts and compares as the address does: `04` and 8 hexadecimal digits for IPv4, `06` and
 * 32 for IPv6. A network is a first and a last key, so that "in this network" is a range, in SQL as in memory.
 * An IPv4-mapped IPv6 address (RFC 4291 2.5.5.2) is the IPv4 address it carries.
 */
import ipaddr from "ipaddr.js";

export interface AddressRange {
	readonly first: string;
	readonly last: string;
}

/** `null` for what is no address. */
export function addressKey(text: string): string | null {
	const bytes = bytesOf(text);
	return bytes === null ? null : keyOf(bytes);
}

/** An address, or a network such as `192.0.2.0/24`, of which host bits are ignored. `null` for anything else. */
export function addressRange(text: string): AddressRange | null {
	const [address = "", prefix, ...more] = text.split("/");
	const bytes = bytesOf(address);
	if (bytes === null || more.length > 0) return null;
	if (prefix === undefined) return { first: keyOf(bytes), last: keyOf(bytes) };
	if (!/^\d{1,3}$/.test(prefix)) return null;
	const bits = bytes.length === 4 && address.includes(":") ? Number(prefix) - 96 : Number(prefix);
	if (bits < 0 || bits > bytes.length * 8) return null;
	return {
		first: keyOf(bytes.map((byte, index) => byte & mask(bits - index * 8))),
		last: keyOf(bytes.map((byte, index) => byte | (0xff ^ mask(bits - index * 8)))),
	};
}

function mask(bits: number): number {
	return bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff00 >> bits) & 0xff;
}

function bytesOf(text: string): readonly number[] | null {
	if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toByteArray();
	if (!ipaddr.IPv6.isValid(text)) return null;
	const address = ipaddr.IPv6.parse(text);
	return address.isIPv4MappedAddress() ? address.toIPv4Address().toByteArray() : address.toByteArray();
}

function keyOf(bytes: readonly number[]): string {
	const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
	return `${bytes.length === 4 ? "04" : "06"}${digits}`;
}
