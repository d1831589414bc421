/** What a line of Postfix's log tells, as far as greylisting is concerned. Unknown is `null`, never an empty string. */

export interface LogClient {
	/** The verified name; `null` where Postfix says `unknown`, and of postscreen, which looks up none. */
	readonly name: string | null;
	/** As Postfix writes it; `null`: `unknown`. */
	readonly address: string | null;
}

/** So many of a command were accepted, and so many given. */
export interface CommandCount {
	readonly accepted: number;
	readonly given: number;
}

export interface Rejected {
	readonly kind: "reject";
	/** `postscreen`: the client never came to smtpd, and its 4xx are not ours. `milter`: a filter said it. */
	readonly by: "smtpd" | "postscreen" | "milter";
	/** `RCPT`, `DATA`, `END-OF-MESSAGE`, `CONNECT`… */
	readonly stage: string;
	readonly queueId: string | null;
	readonly client: LogClient;
	/** `450`; a milter's at the end of a message may tell only the enhanced status. */
	readonly code: string | null;
	/** RFC 3463, `4.2.0`. */
	readonly status: string | null;
	/** What stands behind both; of a line that was cut, its beginning. */
	readonly text: string;
	readonly sender: string | null;
	readonly recipient: string | null;
	readonly helo: string | null;
}

export interface Delivered {
	readonly kind: "delivery";
	readonly queueId: string;
	readonly recipient: string;
	readonly relay: string | null;
	readonly status: "sent" | "deferred" | "bounced" | "expired";
	/** Number in the queue of whoever took it, where its reply tells one. */
	readonly queuedAs: string | null;
}

export type LogEvent =
	| { readonly kind: "connect"; readonly client: LogClient }
	| {
			readonly kind: "disconnect";
			readonly client: LogClient;
			/** By command (`rcpt`, `data`, `unknown`…); empty before Postfix 3.0. */
			readonly counts: ReadonlyMap<string, CommandCount>;
	  }
	| { readonly kind: "non-smtp-command"; readonly client: LogClient }
	| Rejected
	/** smtpd began to take a message: its first recipient is accepted. */
	| {
			readonly kind: "queued";
			readonly queueId: string;
			readonly client: LogClient;
			readonly saslUser: string | null;
	  }
	/** Given in on this machine (pickup). */
	| { readonly kind: "picked-up"; readonly queueId: string }
	| { readonly kind: "message-id"; readonly queueId: string; readonly messageId: string }
	/** The null sender is `""`. */
	| { readonly kind: "active"; readonly queueId: string; readonly sender: string }
	| { readonly kind: "removed"; readonly queueId: string }
	| Delivered
	/** A line of Postfix that tells nothing of this. */
	| { readonly kind: "other" };

export interface LogLine {
	readonly at: number;
	/** The last part of the program's name: `smtpd` of `postfix/submission/smtpd`. */
	readonly program: string;
	readonly pid: number;
	readonly event: LogEvent;
}
