/**
 * What Postfix asked, as an attempt. A request at another state than RCPT is not ours to decide, but for DATA of the
 * null sender; that is no fault, and `null`. What lacks a client address or a recipient, or says what cannot be, is
 * a problem: `incomplete`, passed, counted. Where Postfix says `unknown` there is no name.
 */
import { hasControl, isClean } from "../base/clean.ts";
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
	const { protocolState, sender, recipient } = request;
	if (protocolState === "") return bad("The request names no protocol_state");
	if (protocolState !== "RCPT" && !(protocolState === "DATA" && sender === "")) return good(null);
	const client = parseAddress(request.clientAddress);
	if (client === null) return bad("The request names no client_address that is an IP address");
	if (!isMailAddress(recipient)) return bad("The request names no usable recipient");
	if (sender !== "" && !isMailAddress(sender)) return bad("The request names no usable sender");
	return good({
		instance: request.instance.length > LONGEST_INSTANCE ? "" : request.instance,
		state: protocolState === "DATA" ? "DATA" : "RCPT",
		client: client.text,
		clientName: hostName(request.clientName),
		reverseName: hostName(request.reverseClientName),
		helo: word(request.heloName),
		sender: withLowerDomain(sender),
		recipient: withLowerDomain(recipient),
		saslUser: word(request.saslUsername),
		encryption: word(request.encryptionProtocol),
		queueId: word(request.queueId),
		size: sizeOf(request.size),
	});
}

/** Characters that turn the writing are kept (SMTPUTF8): its sender is greylisted as any other, screens isolate them. */
function isMailAddress(text: string): boolean {
	return text !== "" && text.length <= LONGEST_MAIL_ADDRESS && !hasControl(text);
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
