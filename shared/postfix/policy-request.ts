/**
 * One request of Postfix's policy delegation (SMTPD_POLICY_README): of the attributes that Postfix 3.12 knows those that
 * are made use of, as text. What the MTA did not send, or sent empty, is `''`: what that means is for attempt-of.ts to
 * say. An attribute that is not named here is stepped over and costs nothing more.
 */
export interface PolicyRequest {
	readonly request: string;
	readonly protocolState: string;
	readonly clientAddress: string;
	readonly clientName: string;
	readonly reverseClientName: string;
	readonly heloName: string;
	readonly sender: string;
	readonly recipient: string;
	readonly recipientCount: string;
	readonly queueId: string;
	readonly instance: string;
	readonly size: string;
	readonly saslUsername: string;
	readonly encryptionProtocol: string;
}

/** Names on the wire, in the order of `requestOf`. */
export const attributeNames = [
	"request",
	"protocol_state",
	"client_address",
	"client_name",
	"reverse_client_name",
	"helo_name",
	"sender",
	"recipient",
	"recipient_count",
	"queue_id",
	"instance",
	"size",
	"sasl_username",
	"encryption_protocol",
] as const;

/** A record of fixed shape from values in the order of `attributeNames`. */
export function requestOf(values: readonly string[]): PolicyRequest {
	const at = (index: number): string => values[index] ?? "";
	return {
		request: at(0),
		protocolState: at(1),
		clientAddress: at(2),
		clientName: at(3),
		reverseClientName: at(4),
		heloName: at(5),
		sender: at(6),
		recipient: at(7),
		recipientCount: at(8),
		queueId: at(9),
		instance: at(10),
		size: at(11),
		saslUsername: at(12),
		encryptionProtocol: at(13),
	};
}
