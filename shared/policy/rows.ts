/** The rows of the greylist as they live in memory, in the journal and in the snapshot: plain values. */
import type { DeferReason, ExpireReason, MailOutcome, PassReason } from "./reasons.ts";

export type TripletState = "waiting" | "passed" | "approved" | "expired";

/** The part of a row that a decision changes; mail events carry it as it stands after them. */
export interface TripletLife {
	readonly state: TripletState;
	readonly firstSeenAt: number;
	/** Fixed at the first attempt: an early retry does not restart the clock. */
	readonly mayPassAt: number;
	/** Until then a return counts as a retry (retry window, from the first attempt). */
	readonly windowEndsAt: number;
	/** When the row is forgotten: `forgetAfter` while waiting, `passLifetime` rolling once passed. */
	readonly expiresAt: number;
	readonly passedAt: number | null;
	readonly attempts: number;
	/** Would have been deferred, but the engine only watched (shadow mode). */
	readonly shadow: boolean;
	/** Id of the action that approved it. */
	readonly approvedBy: string | null;
}

export interface TripletRow extends TripletLife {
	/** Keyed hash of (client key, sender key, recipient): 80 bits, 16 base32 characters. */
	readonly id: string;
	readonly client: string;
	readonly clientKey: string;
	readonly clientName: string | null;
	readonly helo: string | null;
	readonly sender: string;
	readonly senderKey: string;
	readonly recipient: string;
	readonly lastSeenAt: number;
	readonly reason: DeferReason | PassReason | ExpireReason;
	readonly outcome: MailOutcome;
	/** Of the last distinct attempt: the same question gets the same answer. */
	readonly lastInstance: string;
}

/** "This mail may pass": by normalised sender and recipient, from any client unless narrowed. */
export interface Approval {
	/** `senderKey` NUL `recipient` NUL `clientKey or ''`. */
	readonly key: string;
	readonly actionId: string;
	readonly senderKey: string;
	readonly recipient: string;
	/** Client key it is narrowed to. */
	readonly clientKey: string | null;
	readonly at: number;
	readonly untilAt: number;
	/** First mail that passed by it; an approval that was used cannot be undone for that mail. */
	readonly spentAt: number | null;
	readonly spentBy: string | null;
	/** Earlier approvals of the same mail that still held, the last one first; none has any beneath it. */
	readonly under?: readonly Approval[];
	/** Its own end, where one beneath it ends later. */
	readonly ownUntilAt?: number;
}

/** Somebody we wrote to, and who may answer (correspondents.ts). */
export interface Correspondent {
	/** `senderKey` of whoever answers NUL our address in lower case. */
	readonly key: string;
	readonly untilAt: number;
}

/** When something may have come that is written nowhere (gaps.ts). */
export interface GapSpan {
	readonly key: string;
	readonly fromAt: number;
	readonly toAt: number;
}

/** When a mail passed last that left no triplet saying so (mail-passes.ts). */
export interface MailPass {
	/** `senderKey` NUL `recipient`. */
	readonly key: string;
	readonly at: number;
}

/** Progress towards, and then life of, an auto-whitelist entry (a client address, /64, or a sender's domain). */
export interface AutoWhitelistRow {
	/** `client:…` or `domain:…`. */
	readonly key: string;
	readonly passes: number;
	readonly lastPassAt: number;
	/** Up to three each, to tell a sender from a single persistent one. */
	readonly recipients: readonly string[];
	readonly senders: readonly string[];
	readonly earnedAt: number | null;
	readonly lastUsedAt: number;
	/** Mail it let through; missing where that was not counted yet. */
	readonly uses?: number;
}

/** The case of a recipient does not matter to an approval: people type it. */
export function approvalKey(senderKey: string, recipient: string, clientKey: string | null): string {
	return `${senderKey}\0${recipient.toLowerCase()}\0${clientKey ?? ""}`;
}
