/**
 * How other greylisters wrote the mail of a triplet, so that rows taken over from them are found: what they folded of a
 * sender cannot be unfolded, but an attempt can be folded as they did. Read in postgrey 1.37 (do_sender_substitutions),
 * sqlgrey 1.8.0 (normalize_sender, deverp_user) and greylistd 0.9 (the whole line in lower case).
 */
import type { Attempt } from "./attempt.ts";

export const greylisters = ["postgrey", "sqlgrey", "greylistd"] as const;
export type Greylister = (typeof greylisters)[number];

/** Any recipient, or with `*@` in front any sender of a domain: an auto-whitelist of sqlgrey. No address reads so. */
export const ANY = "*";

export type ForeignMail = readonly [sender: string, recipient: string];

/** What it may stand under there, the triplet itself first. */
export function foreignMails(
	of: Greylister,
	{ sender, recipient }: Pick<Attempt, "sender" | "recipient">,
): readonly ForeignMail[] {
	const to = recipient.toLowerCase();
	switch (of) {
		case "postgrey":
			return [[postgreySender(sender), to]];
		case "sqlgrey":
			return sqlgreyMails(sender.toLowerCase(), to);
		case "greylistd":
			return [[sender.toLowerCase(), to]];
	}
}

function postgreySender(sender: string): string {
	const at = sender.indexOf("@");
	if (at < 0) return sender.toLowerCase();
	const user = withoutTag(sender.slice(0, at))
		.replace(/\+.*/, "")
		.replace(/\b\d+\b/g, "#");
	return (user + sender.slice(at)).toLowerCase();
}

/** BATV in either order, told apart by the tag of ten characters. */
function withoutTag(user: string): string {
	const [scheme, one, two, ...more] = user.split("=");
	if (scheme !== "prvs" || one === undefined || two === undefined || more.length > 0) return user;
	const isTag = (text: string) => /^[0-9a-z]{10}/.test(text);
	return isTag(two) && !isTag(one) ? one : two;
}

const NONE = "-undef-";
const LONGEST_USER = 64;

function sqlgreyMails(sender: string, recipient: string): readonly ForeignMail[] {
	if (sender === "") return [[`${NONE}@${NONE}`, recipient]];
	const at = sender.indexOf("@");
	const user = at < 0 ? sender : sender.slice(0, at);
	const domain = at < 0 ? NONE : sender.slice(at + 1);
	const cut = (text: string) => text.slice(0, LONGEST_USER);
	return [
		[`${cut(user)}@${domain}`, recipient],
		[`${cut(sqlgreyUser(user, recipient))}@${domain}`, ANY],
		[`${ANY}@${domain}`, ANY],
	];
}

function sqlgreyUser(user: string, recipient: string): string {
	const folded = user
		.replace(/^srs0=[^=]+=[^=]+=([^=]+)=([^=]+)$/, "srs0=#=#=$1=$2")
		.replace(/^srs1=[^=]+=([^=]+)(=+)[^=]+=[^=]+=([^=]+)=([^=]+)$/, "srs1=#=$1$2#=#=$3=$4")
		.replace(/\+.*/, "");
	return withoutRecipient(folded, recipient)
		.replace(/((?:bo|bounce|notice-return|notice-reply)[._-])[0-9a-z_.-]+$/g, "$1#")
		.replace(/^[0-9a-f]{2,}(?=[._/=-].*[a-z]{4,})|(?<=[._/=-])[0-9a-f]+(?=[._/=-]|$)/g, "#");
}

/** The recipient written into the sender becomes `RCPT` there. */
function withoutRecipient(user: string, recipient: string): string {
	const at = recipient.indexOf("@");
	if (at <= 0 || at === recipient.length - 1) return user;
	const loose = (text: string) => text.split(".").map(quoted).join("[.*-]+");
	const [local, domain] = [loose(recipient.slice(0, at)), loose(recipient.slice(at + 1))];
	const between = "[=?*~.]+";
	const pattern = `${local}${between}${domain}|${domain}${between}${local}|${local}`;
	return user.replace(new RegExp(`(?<=[*=.-])(?:${pattern})|(?:${pattern})(?=[*=.-])`), "RCPT");
}

function quoted(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
