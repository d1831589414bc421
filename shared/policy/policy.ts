/** What rules a decision: settings, whitelists, and the switch that lets everything pass for a while. */
import type { EarlierKeys } from "./earlier-keys.ts";
import type { Settings } from "./settings.ts";
import type { WhitelistEntry } from "./whitelist-entry.ts";

export interface Policy {
	/** Counts every change; each event names the revision that decided it. */
	readonly revision: number;
	readonly settings: Settings;
	readonly whitelists: readonly WhitelistEntry[];
	/** Everything passes until then; `null`: the switch is off. */
	readonly passAllUntilAt: number | null;
	/** Key settings under which triplets may still stand, the latest first. */
	readonly earlierKeys: readonly EarlierKeys[];
	/** Only of the policy for a recipient (recipient-policy.ts): which overrides are laid over it. Never stored. */
	readonly override?: RecipientOverride;
}

export interface RecipientOverride {
	/** The most exact one first. */
	readonly patterns: readonly string[];
	/** Opted in or out, and by which of them; `null`: none says. */
	readonly greylist: { readonly on: boolean; readonly by: string } | null;
}

/** Until when everything passes, epoch ms; `null`: it does not, or that time is over. */
export function passAllUntil({ passAllUntilAt }: Policy, now: number): number | null {
	return passAllUntilAt !== null && passAllUntilAt > now ? passAllUntilAt : null;
}
