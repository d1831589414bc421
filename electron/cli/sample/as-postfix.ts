/** A sample attempt as Postfix 3.12 would ask about it: all 29 attributes, in its order, empty where unknown. */
import type { SampleTry } from "../../../shared/analysis/sample-traffic.ts";
import type { PolicyRequest } from "./policy-client.ts";

export function asPostfix(what: SampleTry, recipient: string): PolicyRequest {
	const { host, message, number, made } = what;
	const name = host.name ?? "unknown";
	const secure = number % 4 !== 0;
	return [
		["request", "smtpd_access_policy"],
		["protocol_state", "RCPT"],
		["protocol_name", "ESMTP"],
		["client_address", host.client],
		["client_name", name],
		["client_port", String(20_000 + (number % 40_000))],
		["reverse_client_name", name],
		["server_address", "192.0.2.1"],
		["server_port", message.saslUser === null ? "25" : "587"],
		["helo_name", host.helo],
		["sender", message.sender],
		["recipient", recipient],
		["recipient_count", "0"],
		["queue_id", ""],
		["instance", `${number.toString(16)}.${Math.floor(what.at / 1000).toString(16)}.${made.toString(16)}.0`],
		["size", String(message.size)],
		["etrn_domain", ""],
		["stress", ""],
		["sasl_method", message.saslUser === null ? "" : "PLAIN"],
		["sasl_username", message.saslUser ?? ""],
		["sasl_sender", ""],
		["ccert_subject", ""],
		["ccert_issuer", ""],
		["ccert_fingerprint", ""],
		["ccert_pubkey_fingerprint", ""],
		["encryption_protocol", secure ? "TLSv1.3" : ""],
		["encryption_cipher", secure ? "TLS_AES_256_GCM_SHA384" : ""],
		["encryption_keysize", secure ? "256" : "0"],
		["policy_context", ""],
	];
}
