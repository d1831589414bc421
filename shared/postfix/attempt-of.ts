/**
 * What Postfix asked, as an attempt. A request at another state than RCPT is not ours to decide, but for DATA of the
 * null sender to one recipient; that is no fault, and `null`. What lacks a client address or a recipient is a problem:
 * `incomplete`, passed, counted. Nothing else that a client can say makes it one, or anybody could talk their way
 * past: strange addresses become keys as any other. Where Postfix says `unknown` there is no name.
 */
import { clean, escapeControl, isClean } from "../base/clean.ts";
import { lowerName, withLowerDomain } from "../base/names.ts";
import { parseAddress } from "../base/networks.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { Attempt } from "../policy/attempt.ts";
import type { PolicyRequest } from "./policy-request.ts";

/** RFC 5321 allows 256; what is far longer is no address. */
const LONGEST_MAIL_ADDRESS = 1024;
const LONGEST_NAME = 255;
const LONGEST_INSTANCE = 128;

/** `null`: not a question that greylisting answers. Problem: one sentence for the operator, with no foreign text. */
export function attemptOf(request: PolicyRequest): Outcome<Attempt | null> {
	if (request.request !== "smtpd_access_policy") return bad("The request is not an smtpd_access_policy");
	const { protocolState } = request;
	const sender = mailAddress(request.sender);
	const recipient = mailAddress(request.recipient);
	if (protocolState === "") return bad("The request names no protocol_state");
	if (protocolState !== "RCPT" && !(protocolState === "DATA" && sender === "")) return good(null);
	// Postfix names no recipient at DATA where there are several: each of them was asked about at RCPT.
	if (protocolState === "DATA" && recipient === "" && severalRecipients(request)) return good(null);
	const client = parseAddress(request.clientAddress);
	if (client === null) return bad("The request names no client_address that is an IP address");
	if (recipient === "") return bad("The request names no recipient");
	const clientName = hostName(request.clientName);
	return good({
		instance: request.instance.length > LONGEST_INSTANCE ? "" : request.instance,
		state: protocolState === "DATA" ? "DATA" : "RCPT",
		client: client.text,
		clientName,
		// Most say the same name thrice.
		reverseName: request.reverseClientName === request.clientName ? clientName : hostName(request.reverseClientName),
		helo: request.heloName === clientName ? clientName : word(request.heloName),
		sender: withLowerDomain(sender),
		recipient: withLowerDomain(recipient),
		saslUser: request.saslUsername === "" ? null : clean(request.saslUsername, LONGEST_NAME),
		encryption: word(request.encryptionProtocol),
		queueId: word(request.queueId),
		size: sizeOf(request.size),
	});
}

/**
 * As it came, so that each is its own triplet; characters that turn the writing are kept (SMTPUTF8), for screens isolate
 * them. Control characters are written out. What is too long is cut, and told apart by a checksum of the whole.
 */
function mailAddress(text: string): string {
	const written = escapeControl(text);
	if (written.length <= LONGEST_MAIL_ADDRESS) return written;
	const at = written.lastIndexOf("@");
	const tail = at < 0 || written.length - at > LONGEST_NAME ? "" : written.slice(at);
	return `${written.slice(0, LONGEST_MAIL_ADDRESS - tail.length - 9)}~${checksum(written)}${tail}`;
}

/** FNV-1a: whoever makes two alike has two names for one triplet, and gains nothing. */
function checksum(text: string): string {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return (hash >>> 0).toString(16).padStart(8, "0");
}

function severalRecipients({ recipientCount }: PolicyRequest): boolean {
	return /^\d{1,9}$/.test(recipientCount) && Number(recipientCount) > 1;
}

function hostName(text: string): string | null {
	if (text === "" || text === "unknown" || text.length > LONGEST_NAME || !isClean(text)) return null;
	return lowerName(text);
}

function word(text: string): string | null {
	return text === "" || text.length > LONGEST_NAME || !isClean(text) ? null : text;
}

/** Postfix says 0 where the client declared none. */
function sizeOf(text: string): number | null {
	return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
