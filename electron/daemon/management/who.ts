/**
 * Who acts, from the header `Greydesk-Who`: a claim, kept as one (`verified: false`), bounded and cleaned of control,
 * format and bidi characters, so that it can stand in an audit line. Percent-encoding carries other alphabets.
 */
import type { Who } from "../../../shared/policy/event.ts";
import type { Role } from "../../../shared/protocol/route.ts";

export const WHO_HEADER = "greydesk-who";
const MOST_CHARACTERS = 64;

export function whoOf(header: string | null, role: Role): Who {
	const name = cleanName(decoded(header ?? ""));
	return { name: name === "" ? "unnamed" : name, verified: false, role };
}

/** A person's name, fit for the audit trail. */
export function cleanName(text: string): string {
	return Array.from(text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " "))
		.slice(0, MOST_CHARACTERS)
		.join("")
		.replace(/ +/g, " ")
		.trim();
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text.slice(0, 1024));
	} catch {
		return text.slice(0, 1024);
	}
}
