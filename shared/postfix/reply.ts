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
	const { code, text, help } = settings.reply;
	return `${prefixOf(code)} ${filled(
		text.replaceAll("{help}", () => help),
		answer,
	)}`;
}

function prefixOf(code: Settings["reply"]["code"]): string {
	if (code === "451") return "451 4.7.1";
	return code === "450" ? "450 4.2.0" : "DEFER_IF_PERMIT 4.2.0";
}

function filled(text: string, { secondsLeft, triplet, domain }: Extract<ReplyTo, { action: "defer" }>): string {
	const words = text.replace(/\{(seconds|retry|domain|triplet)\}/g, (_, token: string) => {
		const seconds = String(Math.max(0, Math.ceil(secondsLeft)));
		if (token === "seconds") return seconds;
		// draft-santos-smtpgrey: a client that understands it knows when to come back.
		if (token === "retry") return `retry=${seconds}`;
		return token === "domain" ? nameOf(domain) : triplet;
	});
	return printable(words).trim().slice(0, LONGEST_TEXT) || "Greylisted, please try again later";
}

function nameOf(name: string): string {
	return name.replace(/[^A-Za-z0-9._:[\]-]/g, "?").slice(0, 255) || "localhost";
}

function printable(text: string): string {
	return text.replace(/\s/g, " ").replace(/[^\x20-\x7e]/g, "?");
}
