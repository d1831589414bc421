/**
 * The envelope sender as the triplet's key knows it: what changes from one mail to the next of the same sender is
 * folded away, each rule by its setting. Keys are lower case; the null sender stays `''`. The recipient is in the
 * triplet too, so that what only names the recipient may stay.
 *
 *   BATV   prvs=0123abcdef=user@d, btv1==0123abcdef==user@d      user@d
 *   SRS    SRS0=HHH=TT=origin.example=user@relay, SRS1=…         user@origin.example
 *   VERP   list-owner+user=dest.example@d, bounce-1234@d         list-owner@d, bounce-#@d
 *   plus   user+extension@d                                      user@d
 *   ESP    0100018f5d3c2b1a-4e3f-000000@d                        #@d
 */
import type { SenderRules } from "./settings.ts";

export function senderKeyOf(sender: string, rules: SenderRules): string {
	const lower = sender.toLowerCase();
	return isPlain(lower) ? lower : folded(lower, rules);
}

/** Most senders have neither digit, `+` nor `=` in front of the `@`: nothing to fold. */
function isPlain(sender: string): boolean {
	for (let at = 0; at < sender.length; at += 1) {
		const code = sender.charCodeAt(at);
		if (code === 64) return true;
		if ((code >= 48 && code <= 57) || code === 43 || code === 61) return false;
	}
	return true;
}

function folded(sender: string, rules: SenderRules): string {
	const at = sender.lastIndexOf("@");
	if (at <= 0) return sender;
	let local = sender.slice(0, at);
	if (local.includes("=")) {
		const carried = rules.srs ? srsOrigin(local) : null;
		if (carried !== null) return folded(carried, { ...rules, srs: false });
		if (rules.batv) local = withoutBatv(local);
		if (rules.verp) local = withoutVerp(local);
	}
	if (rules.plus) local = withoutExtension(local);
	if (rules.esp) local = withoutSerials(local);
	if (rules.verp) local = withoutNumbers(local);
	return local + sender.slice(at);
}

/** draft-levine-smtp-batv; btv1 is what Barracuda writes. */
function withoutBatv(local: string): string {
	const found = /^(?:prvs=[0-9a-z]{4,16}=|btv1==[0-9a-z]{4,32}==)(.+)$/.exec(local);
	return found?.[1] ?? local;
}

/** The address that SRS carries: of SRS1 that of the first forwarder. */
function srsOrigin(local: string): string | null {
	const first = /^srs0[=+-][^=]{1,16}=[^=]{1,8}=([^=]+)=(.+)$/.exec(local);
	const second = /^srs1[=+-][^=]{1,16}=[^=]*==[^=]{1,16}=[^=]{1,8}=([^=]+)=(.+)$/.exec(local);
	const [, domain, user] = first ?? second ?? [];
	return domain === undefined || user === undefined ? null : `${user}@${domain}`;
}

/** Drops a recipient that is written into the sender: `+user=dest.example` or `-user=dest.example`. */
function withoutVerp(local: string): string {
	const equals = local.lastIndexOf("=");
	if (equals <= 0 || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(local.slice(equals + 1))) return local;
	const head = local.slice(0, equals);
	const separator = head.includes("+") ? head.indexOf("+") : head.lastIndexOf("-");
	return separator > 0 ? head.slice(0, separator) : local;
}

function withoutExtension(local: string): string {
	const plus = local.indexOf("+");
	return plus > 0 ? local.slice(0, plus) : local;
}

/** A counter among words; a local part that is a number alone is somebody's name. */
function withoutNumbers(local: string): string {
	return /^\d+$/.test(local) ? local : local.replace(/(?<![a-z0-9])\d+(?![a-z0-9])/g, "#");
}

/**
 * Serial numbers of bulk senders: once a word is long enough to be one (eight hexadecimal digits, or sixteen letters
 * with three digits among them), the shorter ones beside it are parts of it.
 */
function withoutSerials(local: string): string {
	if (!/[0-9a-f]{8}|[a-z0-9]{16}/.test(local) || /^\d+$/.test(local)) return local;
	const words = local.split(/([^a-z0-9]+)/);
	if (!words.some(isSerial)) return local;
	const masked = words.map((word) => (isSerial(word) || isHexPart(word) ? "#" : word)).join("");
	return masked.replace(/#(?:[^a-z0-9]*#)+/g, "#");
}

function isSerial(word: string): boolean {
	if (!/\d/.test(word)) return false;
	return /^[0-9a-f]{8,}$/.test(word) || (word.length >= 16 && (word.match(/\d/g)?.length ?? 0) >= 3);
}

function isHexPart(word: string): boolean {
	return /^[0-9a-f]*\d[0-9a-f]*$/.test(word);
}
