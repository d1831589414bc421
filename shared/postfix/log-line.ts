/**
 * A line of Postfix's log (smtpd, postscreen, cleanup, pickup, qmgr, and whoever delivers), as far as greylisting needs
 * it. Foreign and untrusted: bounded, never throws; what was cut gives what is whole of it, and a line with control
 * characters, which no Postfix writes, gives nothing. Wordings: postfix 3.7's own, older ones where they differ.
 */
import { hasControl } from "../base/clean.ts";
import type { Delivered, LogEvent, LogLine } from "./log-event.ts";
import { addressText, angled, clientAt, countsOf, saidAt } from "./log-parts.ts";
import { type ReadAt, stampOfLine } from "./log-stamp.ts";

/** Postfix itself writes 2,000 at most into a message. */
export const LONGEST_LOG_LINE = 8192;

/** Host (journalctl may leave it out), program with its instance's and service's name, pid; the colon is not everywhere. */
const head = /^(?:[^\s[\]]{1,255} )?([^\s[\]]{0,80}postfix[^\s[\]]{0,80})\[(\d{1,10})\]:? /;
const queueIdPattern = /^([0-9A-F]{5,20}|[0-9A-Za-z]{10,24}): /;
const other: LogEvent = { kind: "other" };

/** `null`: no line of Postfix, or one that nothing can be made of. */
export function readLogLine(line: string, read: ReadAt): LogLine | null {
	if (line.length > LONGEST_LOG_LINE || hasControl(line)) return null;
	const stamped = stampOfLine(line, read);
	if (stamped === null) return null;
	const found = head.exec(stamped.rest);
	if (found === null) return null;
	const [all, name = "", pid = ""] = found;
	const program = name.slice(name.lastIndexOf("/") + 1);
	const event = readMessage(program, stamped.rest.slice(all.length));
	return { at: stamped.at, program, pid: Number(pid), event };
}

function readMessage(program: string, message: string): LogEvent {
	switch (program) {
		case "smtpd":
			return ofSession(message) ?? ofQueue(message, "smtpd");
		case "postscreen":
			return rejectOf(message, "postscreen") ?? other;
		case "cleanup":
		case "pickup":
		case "qmgr":
			return ofQueue(message, program);
		default:
			return ofDelivery(message) ?? other;
	}
}

function ofSession(message: string): LogEvent | null {
	const begins = (words: string) => (message.startsWith(words) ? clientAt(message.slice(words.length)) : null);
	const connected = begins("connect from ");
	if (connected !== null) return { kind: "connect", client: connected.client };
	const gone = begins("disconnect from ");
	if (gone !== null) return { kind: "disconnect", client: gone.client, counts: countsOf(gone.rest) };
	const strange = begins("warning: non-SMTP command from ");
	if (strange !== null) return { kind: "non-smtp-command", client: strange.client };
	return rejectOf(message, "smtpd");
}

const rejectPattern = /^(?:NOQUEUE|([0-9A-Za-z]{5,24})): (milter-reject|reject): ([A-Z-]{1,20}) from /;

/** `reject_warning` is no answer: the client was told something else. */
function rejectOf(message: string, by: "smtpd" | "postscreen"): LogEvent | null {
	const found = rejectPattern.exec(message);
	if (found === null) return null;
	const [all, queueId = null, how, stage = ""] = found;
	const from = clientAt(message.slice(all.length));
	if (from === null || !from.rest.startsWith(": ")) return null;
	return {
		kind: "reject",
		by: how === "milter-reject" ? "milter" : by,
		stage,
		queueId,
		client: from.client,
		...saidAt(from.rest.slice(2)),
	};
}

function ofQueue(message: string, program: "smtpd" | "cleanup" | "pickup" | "qmgr"): LogEvent {
	const queueId = queueIdPattern.exec(message)?.[1];
	if (queueId === undefined) return other;
	const rest = message.slice(queueId.length + 2);
	if (program === "smtpd") return queuedOf(queueId, rest);
	if (program === "pickup") return rest.startsWith("uid=") ? { kind: "picked-up", queueId } : other;
	if (program === "cleanup") {
		const messageId = angled(rest, "message-id=<");
		return messageId === null ? (rejectOf(message, "smtpd") ?? other) : { kind: "message-id", queueId, messageId };
	}
	if (rest === "removed") return { kind: "removed", queueId };
	const sender = rest.startsWith("from=<") ? angled(rest, "from=<") : null;
	return sender === null ? other : { kind: "active", queueId, sender };
}

function queuedOf(queueId: string, rest: string): LogEvent {
	const from = rest.startsWith("client=") ? clientAt(rest.slice("client=".length)) : null;
	if (from === null) return other;
	const [, saslUser = null] = /, sasl_username=([^,\s]{1,320})/.exec(from.rest) ?? [];
	return { kind: "queued", queueId, client: from.client, saslUser };
}

/** `7EE668039: to=<a@b.test>, relay=…, …, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 153053D)`. */
function ofDelivery(message: string): Delivered | null {
	const queueId = queueIdPattern.exec(message)?.[1];
	if (queueId === undefined || !message.startsWith("to=<", queueId.length + 2)) return null;
	const place = message.indexOf(", status=");
	if (place < 0) return null;
	const [, status] = /^, status=(sent|deferred|bounced|expired)(?: |$)/.exec(message.slice(place, place + 20)) ?? [];
	const fields = message.slice(0, place);
	const recipient = angled(`${fields}, `, "to=<");
	if (status === undefined || recipient === null) return null;
	const [, relay = null] = /, relay=([^\s,]{1,400})/.exec(fields) ?? [];
	const [, queuedAs = null] = /[ :]queued as ([0-9A-Za-z]{5,24})\b/.exec(message.slice(place)) ?? [];
	return {
		kind: "delivery",
		queueId,
		recipient: addressText(recipient),
		relay: relay === "none" ? null : relay,
		status: status as Delivered["status"],
		queuedAs,
	};
}
