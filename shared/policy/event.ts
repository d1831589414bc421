/**
 * What happened: one type that journal, state, stream, history and chart all read (design: one event, many readers).
 * A *draft* is what decide or an operator's action makes; the ledger stamps it with `seq` and nothing else.
 * An event carries all that is needed to fold it into the state and to decide again.
 */
import type { Attempt, Facts } from "./attempt.ts";
import type { EarlierKeys } from "./earlier-keys.ts";
import type { Greylister } from "./foreign-keys.ts";
import type { DeferReason, ExpireReason, MailOutcome, PassReason } from "./reasons.ts";
import type { Approval, AutoWhitelistRow, TripletLife, TripletRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { WhitelistEntry, WhitelistUse } from "./whitelist-entry.ts";

/** The name of a rule, in the order in which they are asked (README, "How Greydesk decides"). */
export type RuleName =
	| "pass-all"
	| "exempt"
	| "whitelist"
	| "correspondent"
	| "approved"
	| "auto-whitelist-client"
	| "auto-whitelist-domain"
	| "conditions"
	| "throttle"
	| "triplet";

interface MailBase {
	readonly at: number;
	readonly rule: RuleName;
	/** One sentence for people: why this answer. */
	readonly why: string;
	/** Id of the triplet; `null` where the decision never came to it. */
	readonly triplet: string | null;
	readonly clientKey: string;
	readonly senderKey: string;
	readonly attempt: Attempt;
	readonly facts: Facts;
	/** Of the policy that decided. */
	readonly revision: number;
	readonly outcome: MailOutcome;
	/** Ids of triplets under earlier keys that waited and go on as this one: they are not missed (earlier-keys.ts). */
	readonly continues?: readonly string[];
	/** The triplet as it stands after this event; with `attempt` and keys it makes the whole row. `null`: no triplet. */
	readonly life: TripletLife | null;
}

export interface Deferred extends MailBase {
	readonly kind: "deferred";
	readonly reason: DeferReason;
	/** Ids of waiting triplets forgotten to make room (bounds). */
	readonly evicted?: readonly string[];
}

export interface Passed extends MailBase {
	readonly kind: "passed";
	readonly reason: PassReason;
	/** Seconds between `firstSeenAt` and now, ours and theirs apart; `null` where the mail was not delayed. */
	readonly ourDelaySeconds: number | null;
	readonly theirDelaySeconds: number | null;
	/** The approval this mail used. */
	readonly approval?: Approval;
	/** Earned: counts for the auto-whitelists, at the given client and sender-domain keys. */
	readonly earned?: { readonly client: string; readonly domain: string | null };
	/** Auto-whitelist key whose use this is; its idle time begins again. */
	readonly used?: string;
	/** Id of the whitelist entry that let it through. */
	readonly whitelist?: string;
	readonly evicted?: readonly string[];
}

/** What a mail log tells of an attempt: what its client was really told. */
export interface OutcomeTold {
	readonly kind: "outcome";
	readonly at: number;
	readonly triplet: string;
	/** Which attempt: by its instance, and when it was answered. */
	readonly instance: string;
	readonly askedAt: number;
	readonly outcome: Exclude<MailOutcome, "unknown">;
	/** What the client was told, as `554 5.7.1`; `null`: the log does not tell. */
	readonly code: string | null;
}

/** Mail of ours was delivered: answers to it are not greylisted for a while (correspondents.ts). */
export interface CorrespondentLearned {
	readonly kind: "correspondent";
	readonly at: number;
	readonly key: string;
	readonly untilAt: number;
}

/** A client went on with its mail although it was told to wait, and not for the first time; only a mail log tells. */
export interface IgnoredDeferral {
	readonly kind: "ignored-deferral";
	readonly at: number;
	/** `null`: the deferral left no triplet. */
	readonly triplet: string | null;
	readonly client: string;
	readonly clientName: string | null;
	readonly sender: string;
	readonly recipient: string;
	/** In so many dialogues so far. */
	readonly times: number;
	readonly why: string;
}

export interface Expired {
	readonly kind: "expired";
	readonly at: number;
	readonly reason: ExpireReason;
	/** Kept, as `expired`, until its `expiresAt`: a late return still passes. */
	readonly triplet: string;
}

/** Rows whose life has ended are dropped: nothing about mail, only bookkeeping. */
export interface Forgotten {
	readonly kind: "forgotten";
	readonly at: number;
	readonly triplets: readonly string[];
	readonly approvals: readonly string[];
	readonly autoWhitelists: readonly string[];
	readonly correspondents?: readonly string[];
	/** Triplets whose approval has ended: as they stand after it. */
	readonly restored?: readonly TripletRow[];
}

/** Who acted. `verified` is true only for a named token: a unix socket proves no name. */
export interface Who {
	readonly name: string;
	readonly verified: boolean;
	readonly role: "viewer" | "helpdesk" | "operator";
}

interface ActionBase {
	readonly at: number;
	/** Parts of one action share it. */
	readonly actionId: string;
	readonly who: Who;
	readonly why: string;
}

export interface Approved extends ActionBase {
	readonly kind: "approved";
	/** Rows as they stand after it; mails approved before they were seen have only an approval. */
	readonly rows: readonly TripletRow[];
	readonly approvals: readonly Approval[];
}

export interface Purged extends ActionBase {
	readonly kind: "purged";
	/** Rows as they stood before: undo puts them back. */
	readonly rows: readonly TripletRow[];
	/** Approvals of theirs that went with them, as they stood before; missing where that was not told yet. */
	readonly approvals?: readonly Approval[];
	/** Auto-whitelists that would have let their mail through, forgotten with them. */
	readonly autoWhitelists?: readonly AutoWhitelistRow[];
}

export interface Undone extends ActionBase {
	readonly kind: "undone";
	readonly undoes: string;
	/** Parts are to follow: only the last one marks the action as undone, so that an undo cut short can be taken again. */
	readonly more?: true;
	readonly restored: readonly TripletRow[];
	/** Auto-whitelists put back, as they stand after it. */
	readonly autoWhitelists?: readonly AutoWhitelistRow[];
	/** Keys of approvals withdrawn. */
	readonly withdrawn: readonly string[];
	/** Approvals put back, or left once one of several was withdrawn: as they stand after it. */
	readonly approvals?: readonly Approval[];
	readonly failed: readonly { readonly id: string; readonly why: string }[];
}

export interface SettingsChanged extends ActionBase {
	readonly kind: "settings-changed";
	readonly revision: number;
	readonly before: Settings | null;
	readonly after: Settings;
	/** The pass-all switch, before and after: until when everything passes. */
	readonly passAllBefore: number | null;
	readonly passAllUntilAt: number | null;
}

export interface WhitelistChanged extends ActionBase {
	readonly kind: "whitelist-changed";
	readonly revision: number;
	readonly added: readonly WhitelistEntry[];
	readonly removed: readonly WhitelistEntry[];
	/** Hits of these entries, as they stand: an undo brings them back. */
	readonly uses?: readonly WhitelistUse[];
	/** Auto-whitelists put back, and taken away. */
	readonly autoAdded?: readonly AutoWhitelistRow[];
	readonly autoRemoved?: readonly AutoWhitelistRow[];
}

/** Triplets and auto-whitelists of another greylister. */
export interface Imported extends ActionBase {
	readonly kind: "imported";
	readonly from: Greylister;
	/** As they stand after it; of those that stood here before, `before` tells how. */
	readonly rows: readonly TripletRow[];
	readonly before: readonly TripletRow[];
	readonly autoWhitelists: readonly AutoWhitelistRow[];
	readonly autoBefore: readonly AutoWhitelistRow[];
	/** By which the rows are found. */
	readonly keys: readonly EarlierKeys[];
}

/**
 * A person was removed from everything that is kept (erasure.ts). Who it was stands in it as little as anywhere else:
 * what it names is named as the rewritten journal names it, under signs.
 */
export interface Erased extends ActionBase {
	readonly kind: "erased";
	/** Mentions that were rewritten. */
	readonly mentions: number;
	readonly triplets: readonly string[];
	readonly approvals: readonly string[];
	readonly passes: readonly string[];
	readonly correspondents: readonly string[];
}

export interface EngineChanged {
	readonly kind: "engine-changed";
	readonly at: number;
	readonly change: "started" | "stopped" | "enforce" | "shadow";
	readonly why: string;
	/** Of a start: the last thing the journal tells from before it. What came between is not known. */
	readonly since?: number;
}

/** What is missing: between `from` and `to` mail was passed unrecorded. */
export interface Gap {
	readonly kind: "gap";
	readonly at: number;
	readonly from: number;
	readonly to: number;
	/** Mail passed meanwhile. */
	readonly passed: number;
	readonly why: string;
}

export interface AlertRaised {
	readonly kind: "alert-raised";
	readonly at: number;
	readonly alert: string;
	readonly words: string;
}

/** Somebody has seen an alert; it stays until it is over. */
export interface AlertAcknowledged {
	readonly kind: "alert-acknowledged";
	readonly at: number;
	readonly alert: string;
	readonly who: Who;
}

export interface AlertCleared {
	readonly kind: "alert-cleared";
	readonly at: number;
	readonly alert: string;
}

export type MailEvent = Deferred | Passed | Expired | Forgotten | OutcomeTold | IgnoredDeferral | CorrespondentLearned;
export type ActionEvent = Approved | Purged | Undone | SettingsChanged | WhitelistChanged | Imported | Erased;
export type NoticeEvent = EngineChanged | Gap | AlertRaised | AlertAcknowledged | AlertCleared;
/** An event before the ledger gave it a number. */
export type EventDraft = MailEvent | ActionEvent | NoticeEvent;
/** An event with its number; its id on the wire is `epoch:seq`. */
export type PolicyEvent = EventDraft & { readonly seq: number };
