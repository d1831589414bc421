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

/** What the DNS says of an attempt, where it was asked: each *unknown* where nobody asked, or nobody could answer. */
export interface Facts {
	readonly spf: "pass" | "fail" | "softfail" | "neutral" | "none" | "unknown";
	/** By the name of the list: the addresses it answered for the client, none where it is not listed; `null`: unknown. */
	readonly lists?: Readonly<Record<string, readonly string[] | null>>;
	/** What is unknown is so because our own resolver answers nobody. */
	readonly resolverDown?: true;
}

export const noFacts: Facts = { spf: "unknown" };
