/** Why a mail was deferred, passed or given up, and what its client was really told: words that rows and events share. */
export type DeferReason = "new" | "early" | "throttled";
export type PassReason =
	| "after-delay"
	| "known"
	| "auto-whitelisted"
	| "whitelisted"
	| "exempt"
	| "approved"
	| "shadow"
	| "returned-late"
	| "overflow"
	| "open";
export type ExpireReason = "never-retried" | "retried-elsewhere";
/** What the client was really told, as far as a mail log tells; the policy port alone never knows. */
export type MailOutcome = "confirmed" | "overruled" | "unknown";
