/** One mail in words: envelope addresses and clients as the command shows them. All of it is foreign text. */
import { harmless } from "./harmless.ts";

/** `<>` for the null sender (RFC 5321 4.5.5), `unknown` for what is not known. */
export function senderWords(sender: string | null | undefined): string {
	if (sender === null || sender === undefined) return "unknown";
	return sender === "" ? "<>" : harmless(sender);
}

/** `mx.example.net[192.0.2.7]`, as Postfix writes it; the address alone where it has no verified name. */
export function clientWords(client: string | null | undefined, name: string | null | undefined): string {
	if (client === null || client === undefined) return "unknown";
	return name === null || name === undefined ? harmless(client) : `${harmless(name)}[${harmless(client)}]`;
}

/** The null sender may be typed as `<>`; angle brackets around an address are taken off. */
export function typedAddress(text: string): string {
	return text.startsWith("<") && text.endsWith(">") ? text.slice(1, -1) : text;
}
