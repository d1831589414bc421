/** Pieces that messages of Postfix are made of. Each reader steps through the text once; nothing here throws. */
import type { CommandCount, LogClient, Rejected } from "./log-event.ts";

const clientPattern = /^([^\s[\]]*)\[([^\s[\]]+)\](?::\d{1,5})?/;
const replyPattern = /^(?:([245]\d\d)(?: |$))?(?:([245]\.\d{1,3}\.\d{1,3})(?: |$))?/;

/** `name[address]`, postscreen's `[address]:port`; `null`: none stands there. */
export function clientAt(text: string): { readonly client: LogClient; readonly rest: string } | null {
	const found = clientPattern.exec(text);
	if (found === null) return null;
	const [all, name = "", address = ""] = found;
	return { client: { name: known(name), address: known(address) }, rest: text.slice(all.length) };
}

function known(text: string): string | null {
	return text === "" || text === "unknown" ? null : text;
}

/** `ehlo=1 mail=1 rcpt=0/2 data=0/1 commands=2/5`. What is no count is stepped over. */
export function countsOf(text: string): ReadonlyMap<string, CommandCount> {
	const counts = new Map<string, CommandCount>();
	for (const word of text.split(" ")) {
		const [, command, accepted, given] = /^([a-z_]{1,20})=(\d{1,9})(?:\/(\d{1,9}))?$/.exec(word) ?? [];
		if (command === undefined) continue;
		counts.set(command, { accepted: Number(accepted), given: Number(given ?? accepted) });
	}
	return counts;
}

type Said = Pick<Rejected, "code" | "status" | "text" | "sender" | "recipient" | "helo">;

/**
 * `450 4.2.0 <bob@dest.test>: Recipient address rejected: Greylisted; from=<a@x.test> to=<bob@dest.test> proto=…
 * helo=<…>`. The first `; from=<` ends the text: what a client can write of its own, its HELO name, comes behind it.
 */
export function saidAt(message: string): Said {
	const reply = replyPattern.exec(message);
	const rest = message.slice(reply?.[0].length ?? 0);
	const end = tailBegins(rest);
	const text = rest.slice(0, end);
	const tail = rest.slice(end);
	return {
		code: reply?.[1] ?? null,
		status: reply?.[2] ?? null,
		text,
		sender: angled(tail, "from=<"),
		recipient: angled(tail, "to=<") ?? rejectedRecipient(text),
		helo: angled(tail, "helo=<"),
	};
}

function tailBegins(text: string): number {
	const places = ["; from=<", "; to=<", "; proto="].map((mark) => text.indexOf(mark)).filter((place) => place >= 0);
	return places.length === 0 ? text.length : Math.min(...places);
}

/** What stands behind `mark` up to `>`; `null` where the line was cut before that. */
export function angled(text: string, mark: string): string | null {
	const start = text.indexOf(mark);
	if (start < 0) return null;
	const from = start + mark.length;
	// An address may hold `>` in a quoted local part; the next field tells where it ends.
	const ends = [">, ", "> "].map((mark) => text.indexOf(mark, from)).filter((place) => place >= 0);
	const end = ends.length > 0 ? Math.min(...ends) : text.endsWith(">") ? text.length - 1 : -1;
	return end < from ? null : addressText(text.slice(from, end));
}

/** Of a line that was cut, the text itself may still name the recipient. */
function rejectedRecipient(text: string): string | null {
	const [, recipient] = /^<([^<>]{1,1000})>: Recipient address rejected: /.exec(text) ?? [];
	return recipient === undefined ? null : addressText(recipient);
}

/** Postfix logs `"odd local"@example.net` with its quotes, and asks its policy servers without them. */
export function addressText(text: string): string {
	const at = text.lastIndexOf("@");
	const local = at < 0 ? text : text.slice(0, at);
	if (local.length < 2 || !local.startsWith('"') || !local.endsWith('"')) return text;
	return local.slice(1, -1).replace(/\\(.)/g, "$1") + (at < 0 ? "" : text.slice(at));
}
