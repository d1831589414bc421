/**
 * The answer in Postfix's words (access(5), SMTPD_POLICY_README): what stands behind `action=`. One line, printable
 * ASCII, bounded, whatever an operator's text or a recipient's domain holds.
 */
import { rfc5322Date } from "../base/instant.ts";
import type { Settings } from "../policy/settings.ts";

export type ReplyTo =
	| { readonly action: "defer"; readonly secondsLeft: number; readonly triplet: string; readonly domain: string }
	| { readonly action: "pass"; readonly header: { readonly delayed: number } | null };

export interface ReplyWith {
	readonly settings: Pick<Settings, "reply">;
	/** Name of this machine, for X-Greylist. */
	readonly host: string;
	readonly now: number;
}

/** RFC 5321 4.5.3.1.5: a reply line has at most 512 octets, of which code, status and line end take some. */
const LONGEST_TEXT = 480;

export function replyOf(answer: ReplyTo, { settings, host, now }: ReplyWith): string {
	if (answer.action === "pass") {
		if (answer.header === null) return "DUNNO";
		const delayed = Math.max(0, Math.floor(answer.header.delayed));
		return `PREPEND X-Greylist: delayed ${delayed} seconds by greydesk at ${nameOf(host)}; ${rfc5322Date(now)}`;
	}
	const { prefix, parts } = wordingOf(settings.reply);
	let text = "";
	for (const part of parts) text += typeof part === "string" ? part : part(answer);
	return prefix + (text.trim().slice(0, LONGEST_TEXT) || "Greylisted, please try again later");
}

type Deferral = Extract<ReplyTo, { action: "defer" }>;

/** A text with its tokens found: made once for each answer that is set, for nearly every mail gets one. */
interface Wording {
	/** The code, and a space. */
	readonly prefix: string;
	readonly parts: readonly (string | ((answer: Deferral) => string))[];
}

const wordings = new WeakMap<Settings["reply"], Wording>();

function wordingOf(reply: Settings["reply"]): Wording {
	const known = wordings.get(reply);
	if (known !== undefined) return known;
	const { code, text, help } = reply;
	const pieces = text.replaceAll("{help}", () => help).split(/(\{(?:seconds|retry|domain|triplet)\})/);
	const parts = pieces.map((piece) => tokens.get(piece) ?? printable(piece)).filter((part) => part !== "");
	const made = { prefix: `${prefixOf(code)} `, parts };
	wordings.set(reply, made);
	return made;
}

const tokens: ReadonlyMap<string, (answer: Deferral) => string> = new Map([
	["{seconds}", secondsOf],
	// draft-santos-smtpgrey: a client that understands it knows when to come back.
	["{retry}", (answer: Deferral) => `retry=${secondsOf(answer)}`],
	["{domain}", ({ domain }: Deferral) => nameOf(domain)],
	["{triplet}", ({ triplet }: Deferral) => printable(triplet)],
]);

function secondsOf({ secondsLeft }: Deferral): string {
	return String(Math.max(0, Math.ceil(secondsLeft)));
}

function prefixOf(code: Settings["reply"]["code"]): string {
	if (code === "451") return "451 4.7.1";
	return code === "450" ? "450 4.2.0" : "DEFER_IF_PERMIT 4.2.0";
}

function nameOf(name: string): string {
	return name.replace(/[^A-Za-z0-9._:[\]-]/g, "?").slice(0, 255) || "localhost";
}

function printable(text: string): string {
	return text.replace(/\s/g, " ").replace(/[^\x20-\x7e]/g, "?");
}
