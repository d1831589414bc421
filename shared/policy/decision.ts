/** The shape of one decision: keys → rows, facts → decide → ledger (ARCHITECTURE.md). */
import type { Attempt, Facts } from "./attempt.ts";
import type { Deferred, Passed, RuleName } from "./event.ts";
import type { Policy } from "./policy.ts";
import type { Approval, AutoWhitelistRow, Correspondent, TripletRow } from "./rows.ts";

/** Which rows matter to an attempt. `hash` is handed in: a keyed 80-bit hash of text. */
export interface Keys {
	readonly triplet: string;
	readonly clientKey: string;
	readonly senderKey: string;
	readonly recipient: string;
	/** Keys of approvals that could cover it, the narrow ones first; made only where anything is approved. */
	readonly approvals: () => readonly string[];
	/** Ids that the triplet may still have from earlier key settings; asked for only where it has not passed. */
	readonly earlier: (now: number) => readonly string[];
	readonly autoClient: string;
	/** `null` where the verified name is not in the sender's registered domain: a sender alone proves nothing. */
	readonly autoDomain: string | null;
	/** The client's /24, or /64 and /48. */
	readonly networks: readonly string[];
}

export interface Rows {
	readonly triplet: TripletRow | null;
	/** Ids of rows under earlier keys that wait for it. */
	readonly continues: readonly string[];
	readonly approval: Approval | null;
	readonly autoClient: AutoWhitelistRow | null;
	readonly autoDomain: AutoWhitelistRow | null;
	readonly correspondent: Correspondent | null;
	readonly room: Room;
	/** Waiting triplets of the client's narrowest network; 0 where the triplet is known, or nobody asks (throttle). */
	readonly crowd: number;
}

/** Whether a new triplet can be remembered; `evict` names those to forget first. `none`: it must pass (overflow). */
export type Room = { readonly kind: "room"; readonly evict: readonly string[] } | { readonly kind: "none" };

export interface Question {
	readonly attempt: Attempt;
	readonly facts: Facts;
	readonly keys: Keys;
	readonly rows: Rows;
	readonly policy: Policy;
	readonly now: number;
}

export type Verdict =
	| { readonly action: "defer"; readonly secondsLeft: number }
	/** `delayed`: whole seconds this mail had to wait, to be told in X-Greylist; `null`: nothing is told. */
	| { readonly action: "pass"; readonly delayed: number | null };

export interface Decision {
	readonly verdict: Verdict;
	readonly draft: Deferred | Passed;
}

/** One line of an explanation, in the order in which the rules were asked; the deciding one last. */
export interface TraceLine {
	readonly rule: RuleName;
	readonly asked: string;
	readonly answer: "pass" | "defer" | "go on";
	readonly why: string;
}
