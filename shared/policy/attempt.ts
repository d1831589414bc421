/**
 * One attempt of a client to deliver to one recipient, as the policy port or a log tells it.
 * Unknown is `null`, never an empty string; the null sender is `''` (RFC 5321 4.5.5).
 */
export interface Attempt {
	/** Postfix: the same for all recipients of one message; `''` where the MTA gives none. */
	readonly instance: string;
	readonly state: "RCPT" | "DATA";
	/** Canonical text of the client's IP address. */
	readonly client: string;
	/** The verified name (PTR and back), lower case; `null` where Postfix says `unknown`. */
	readonly clientName: string | null;
	/** The PTR name alone, unverified. */
	readonly reverseName: string | null;
	readonly helo: string | null;
	/** Case of the local part is kept, the domain is lower case. */
	readonly sender: string;
	readonly recipient: string;
	readonly saslUser: string | null;
	/** TLS protocol of the session, such as `TLSv1.3`. */
	readonly encryption: string | null;
	readonly queueId: string | null;
	/** The SIZE the client declared, in bytes. */
	readonly size: number | null;
}

/** What the world says of an attempt: each *yes*, *no*, or *unknown* where nobody answered in time. */
export interface Facts {
	readonly spf: "pass" | "fail" | "none" | "unknown";
	readonly dnswl: "listed" | "not-listed" | "unknown";
	readonly dnsbl: "listed" | "not-listed" | "unknown";
}

export const noFacts: Facts = { spf: "unknown", dnswl: "unknown", dnsbl: "unknown" };
