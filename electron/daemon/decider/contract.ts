/** The embedded engine as the policy listener and the management API see it. */
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Attempt } from "../../../shared/policy/attempt.ts";
import type { StillTrusted } from "../../../shared/policy/auto-whitelist.ts";
import type { TraceLine, Verdict } from "../../../shared/policy/decision.ts";
import type { RuleName, Who } from "../../../shared/policy/event.ts";
import type { Greylister } from "../../../shared/policy/foreign-keys.ts";
import type { ForeignTriplet, ForeignTrust, ImportTally } from "../../../shared/policy/import-rows.ts";
import type { Pack } from "../../../shared/policy/providers/pack.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import type { ImportedEntry, ImportPlan } from "../../../shared/policy/whitelist-import.ts";
import type { WantedEntry } from "../../../shared/policy/whitelist-plan.ts";
import type { FactTold } from "../facts/contract.ts";

/** What the listener puts on the wire: a verdict, and for a pass whether this instance is told X-Greylist. */
export type Answer =
	| { readonly action: "defer"; readonly secondsLeft: number; readonly triplet: string; readonly domain: string }
	| { readonly action: "pass"; readonly header: { readonly delayed: number } | null };

export interface Acted {
	readonly actionId: string;
	readonly seq: number;
	readonly count: number;
	readonly failed: readonly { readonly id: string; readonly why: string }[];
}

export interface ApproveRequest {
	readonly ids: readonly string[];
	/** A mail that may never have been seen: sender and recipient, narrowed to a client where given. */
	readonly mail: { readonly sender: string; readonly recipient: string; readonly client: string | null } | null;
	readonly untilAt: number | null;
	readonly why: string;
	readonly who: Who;
}

export interface PurgeRequest {
	readonly ids: readonly string[];
	/** Forget, too, the auto-whitelists that would let their mail through. */
	readonly alsoAutoWhitelist: boolean;
	readonly why: string;
	readonly who: Who;
}

export interface Purged extends Acted {
	/** What lets mail of these triplets through all the same, unless it was forgotten with them. */
	readonly trusted: StillTrusted;
}

/** A new entry, or a dry look at it. */
export interface Listed extends Acted {
	readonly entry: WhitelistEntry;
	/** What is allowed but probably not meant. */
	readonly warnings: readonly string[];
}

export interface ListImport<Entry extends ImportedEntry> {
	readonly entries: readonly Entry[];
	readonly owner: string;
	readonly why: string;
	readonly who: Who;
	readonly dryRun: boolean;
}

export type ImportedList<Entry> = Pick<ImportPlan<Entry>, "added" | "known" | "wide"> & {
	readonly acted: Acted | null;
};

export interface PackSwitch {
	readonly pack: Pack;
	readonly on: boolean;
	readonly why: string;
	readonly who: Who;
}

export interface RowsImport {
	readonly from: Greylister;
	readonly triplets: readonly ForeignTriplet[];
	readonly autoWhitelists: readonly ForeignTrust[];
	readonly why: string;
	readonly who: Who;
	/** An import of before that this one goes on with: one action, one undo. */
	readonly actionId: string | null;
	readonly dryRun: boolean;
}

export interface ImportedRows extends ImportTally {
	readonly acted: Acted | null;
}

export interface Decider {
	/** Answers one attempt; `reply` is called exactly once, when the decision is as durable as promised. */
	ask(attempt: Attempt, reply: (answer: Answer) => void): void;
	/** A request that lacked what a decision needs: counted, passed. */
	incomplete(why: string): void;
	/** What would be decided now, and every rule that was asked. Asks the DNS as a mail would; changes nothing. */
	explain(attempt: Attempt): Promise<{
		readonly verdict: Verdict;
		readonly rule: RuleName;
		/** Id of the whitelist entry, or key of the auto-whitelist, that lets it through. */
		readonly entry: string | null;
		readonly trace: readonly TraceLine[];
		/** What was asked of the DNS, in the order of the settings. */
		readonly facts: readonly FactTold[];
	}>;
	/** A problem is one sentence for the operator; nothing has changed then. */
	approve(request: ApproveRequest): Promise<Outcome<Acted>>;
	purge(request: PurgeRequest): Promise<Outcome<Purged>>;
	/** A new whitelist entry. */
	whitelist(wanted: WantedEntry, why: string, who: Who): Promise<Outcome<Listed>>;
	/** Entries of somebody else's files, in parts of one action. `acted` is `null` where nothing was new. */
	importList<Entry extends ImportedEntry>(order: ListImport<Entry>): Promise<Outcome<ImportedList<Entry>>>;
	/** The large senders of a pack: on, brought up to date, or off; `null` where it is so already. */
	switchPack(order: PackSwitch): Promise<Outcome<Acted | null>>;
	/** Takes whitelist entries and auto-whitelists away, by id or key. */
	unlist(ids: readonly string[], why: string, who: Who): Promise<Outcome<Acted>>;
	/** Triplets and auto-whitelists of another greylister; `acted` is `null` where nothing was new. */
	importRows(order: RowsImport): Promise<Outcome<ImportedRows>>;
	undo(actionId: string, who: Who, why: string): Promise<Outcome<Acted>>;
	changeSettings(change: {
		readonly settings: Settings;
		readonly revision: number | null;
		readonly why: string;
		readonly who: Who;
	}): Promise<Outcome<Acted>>;
	passAll(untilAt: number | null, why: string, who: Who): Promise<Outcome<Acted>>;
	incompleteCount(): number;
}
