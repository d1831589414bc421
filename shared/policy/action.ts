/** An operator's action as it is remembered for the audit trail and for undo. */
import type { Who } from "./event.ts";
import type { Greylister } from "./foreign-keys.ts";
import type { Approval, AutoWhitelistRow, TripletRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { WhitelistEntry, WhitelistUse } from "./whitelist-entry.ts";

/** What must be known to take an action back. */
export type ActionEffect =
	| { readonly kind: "approved"; readonly rows: readonly TripletRow[]; readonly approvals: readonly Approval[] }
	| {
			readonly kind: "purged";
			readonly rows: readonly TripletRow[];
			readonly approvals?: readonly Approval[];
			readonly autoWhitelists?: readonly AutoWhitelistRow[];
	  }
	| {
			readonly kind: "undone";
			readonly undoes: string;
			readonly failed: readonly { readonly id: string; readonly why: string }[];
	  }
	| {
			readonly kind: "settings-changed";
			readonly before: Settings | null;
			readonly after: Settings;
			readonly passAllBefore: number | null;
			readonly passAllUntilAt: number | null;
	  }
	| {
			readonly kind: "whitelist-changed";
			readonly added: readonly WhitelistEntry[];
			readonly removed: readonly WhitelistEntry[];
			readonly uses?: readonly WhitelistUse[];
			readonly autoAdded?: readonly AutoWhitelistRow[];
			readonly autoRemoved?: readonly AutoWhitelistRow[];
	  }
	| {
			readonly kind: "imported";
			readonly from: Greylister;
			/** Of the triplets, and keys of the auto-whitelists; those that stood here before, as they were. */
			readonly ids: readonly string[];
			readonly before: readonly TripletRow[];
			readonly autoWhitelists: readonly string[];
			readonly autoBefore: readonly AutoWhitelistRow[];
	  }
	| { readonly kind: "erased"; readonly mentions: number };

export interface ActionRecord {
	readonly actionId: string;
	readonly seq: number;
	readonly at: number;
	readonly who: Who;
	readonly why: string;
	readonly count: number;
	readonly undoneBy: string | null;
	readonly effect: ActionEffect;
}
