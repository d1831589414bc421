/**
 * One request of Postfix's policy delegation (SMTPD_POLICY_README), every attribute through Postfix 3.12, as text.
 * What the MTA did not send, or sent empty, is `''`: what that means is for attempt-of.ts to say.
 */
export interface PolicyRequest {
	readonly request: string;
	readonly protocolState: string;
	readonly protocolName: string;
	readonly heloName: string;
	readonly queueId: string;
	readonly sender: string;
	readonly recipient: string;
	readonly recipientCount: string;
	readonly clientAddress: string;
	readonly clientName: string;
	readonly reverseClientName: string;
	readonly instance: string;
	readonly saslMethod: string;
	readonly saslUsername: string;
	readonly saslSender: string;
	readonly size: string;
	readonly ccertSubject: string;
	readonly ccertIssuer: string;
	readonly ccertFingerprint: string;
	readonly ccertPubkeyFingerprint: string;
	readonly encryptionProtocol: string;
	readonly encryptionCipher: string;
	readonly encryptionKeysize: string;
	readonly etrnDomain: string;
	readonly stress: string;
	readonly clientPort: string;
	readonly policyContext: string;
	readonly serverAddress: string;
	readonly serverPort: string;
	readonly compatibilityLevel: string;
	readonly mailVersion: string;
}

/** Names on the wire, in the order of `requestOf`. */
export const attributeNames = [
	"request",
	"protocol_state",
	"protocol_name",
	"helo_name",
	"queue_id",
	"sender",
	"recipient",
	"recipient_count",
	"client_address",
	"client_name",
	"reverse_client_name",
	"instance",
	"sasl_method",
	"sasl_username",
	"sasl_sender",
	"size",
	"ccert_subject",
	"ccert_issuer",
	"ccert_fingerprint",
	"ccert_pubkey_fingerprint",
	"encryption_protocol",
	"encryption_cipher",
	"encryption_keysize",
	"etrn_domain",
	"stress",
	"client_port",
	"policy_context",
	"server_address",
	"server_port",
	"compatibility_level",
	"mail_version",
] as const;

/** A record of fixed shape from values in the order of `attributeNames`. */
export function requestOf(values: readonly string[]): PolicyRequest {
	const at = (index: number): string => values[index] ?? "";
	return {
		request: at(0),
		protocolState: at(1),
		protocolName: at(2),
		heloName: at(3),
		queueId: at(4),
		sender: at(5),
		recipient: at(6),
		recipientCount: at(7),
		clientAddress: at(8),
		clientName: at(9),
		reverseClientName: at(10),
		instance: at(11),
		saslMethod: at(12),
		saslUsername: at(13),
		saslSender: at(14),
		size: at(15),
		ccertSubject: at(16),
		ccertIssuer: at(17),
		ccertFingerprint: at(18),
		ccertPubkeyFingerprint: at(19),
		encryptionProtocol: at(20),
		encryptionCipher: at(21),
		encryptionKeysize: at(22),
		etrnDomain: at(23),
		stress: at(24),
		clientPort: at(25),
		policyContext: at(26),
		serverAddress: at(27),
		serverPort: at(28),
		compatibilityLevel: at(29),
		mailVersion: at(30),
	};
}
