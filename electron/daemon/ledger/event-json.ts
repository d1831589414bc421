/**
 * The JSON of an event. Mail events, of which there is one for each attempt, are written by hand: a third of the time
 * that JSON.stringify takes. All others are left to it. Says the same to whoever parses it.
 */
import type { Attempt, Facts } from "../../../shared/policy/attempt.ts";
import type { Deferred, EventDraft, Passed } from "../../../shared/policy/event.ts";
import type { TripletLife } from "../../../shared/policy/rows.ts";

/** An object, with its braces. */
export function jsonOf(draft: EventDraft): string {
	if (draft.kind === "deferred") return `${mailJson(draft)}}`;
	if (draft.kind === "passed") return `${mailJson(draft)}${passJson(draft)}}`;
	return JSON.stringify(draft);
}

function mailJson(draft: Deferred | Passed): string {
	const { kind, at, reason, rule, why, triplet, clientKey, senderKey, revision, outcome, evicted, continues } = draft;
	return `{"kind":"${kind}","at":${number(at)},"reason":"${reason}","rule":"${rule}","why":${quoted(why)},"triplet":${maybe(triplet)},"clientKey":${quoted(clientKey)},"senderKey":${quoted(senderKey)},"attempt":${attemptJson(draft.attempt)},"facts":${factsJson(draft.facts)},"revision":${number(revision)},"outcome":"${outcome}","life":${lifeJson(draft.life)}${more("evicted", evicted)}${more("continues", continues)}`;
}

function passJson({ ourDelaySeconds, theirDelaySeconds, approval, earned, used, whitelist }: Passed): string {
	return `,"ourDelaySeconds":${number(ourDelaySeconds)},"theirDelaySeconds":${number(theirDelaySeconds)}${more("approval", approval)}${more("earned", earned)}${more("used", used)}${more("whitelist", whitelist)}`;
}

function attemptJson(attempt: Attempt): string {
	const { instance, state, client, clientName, reverseName, helo, sender, recipient } = attempt;
	const { saslUser, encryption, queueId, size } = attempt;
	const name = maybe(clientName);
	// Most hosts are called alike thrice.
	const reverse = reverseName === clientName ? name : maybe(reverseName);
	const greeting = helo === clientName ? name : maybe(helo);
	return `{"instance":${quoted(instance)},"state":"${state}","client":${quoted(client)},"clientName":${name},"reverseName":${reverse},"helo":${greeting},"sender":${quoted(sender)},"recipient":${quoted(recipient)},"saslUser":${maybe(saslUser)},"encryption":${maybe(encryption)},"queueId":${maybe(queueId)},"size":${number(size)}}`;
}

function factsJson({ spf, lists, resolverDown }: Facts): string {
	return `{"spf":"${spf}"${more("lists", lists)}${more("resolverDown", resolverDown)}}`;
}

function lifeJson(life: TripletLife | null): string {
	if (life === null) return "null";
	const { state, firstSeenAt, mayPassAt, windowEndsAt, expiresAt, passedAt, attempts, shadow, approvedBy } = life;
	return `{"state":"${state}","firstSeenAt":${number(firstSeenAt)},"mayPassAt":${number(mayPassAt)},"windowEndsAt":${number(windowEndsAt)},"expiresAt":${number(expiresAt)},"passedAt":${number(passedAt)},"attempts":${number(attempts)},"shadow":${shadow},"approvedBy":${maybe(approvedBy)}}`;
}

/** What only some events carry. */
function more(name: string, value: unknown): string {
	return value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;
}

function maybe(text: string | null): string {
	return text === null ? "null" : quoted(text);
}

/** What JSON has no number for is null, as JSON.stringify writes it: a line must read whatever stood in it. */
function number(value: number | null): string {
	return Number.isFinite(value) ? `${value}` : "null";
}

/** Printable ASCII without quotation mark and backslash needs no escape. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function quoted(text: string): string {
	return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}
