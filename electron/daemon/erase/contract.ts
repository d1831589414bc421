/** Removing a person from everything that is kept, as the management API and the command see it. */
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Who } from "../../../shared/policy/event.ts";

export interface EraseOrder {
	readonly address: string;
	/** Looks and counts, and changes nothing. */
	readonly dryRun: boolean;
	/** Whitelist entries in force that name the person are taken off first; else they are refused over. */
	readonly withWhitelists: boolean;
	readonly why: string;
	readonly who: Who;
}

export interface ErasedFile {
	/** Below the folder. */
	readonly name: string;
	readonly bytes: number;
	/** Mentions of the person. */
	readonly before: number;
	/** `null`: a dry run. */
	readonly after: number | null;
}

export interface EraseReport {
	readonly files: readonly ErasedFile[];
	/** `null`: a dry run, or nobody was named anywhere. */
	readonly actionId: string | null;
	/** Triplets, approvals and the like that stood, and are gone; of a dry run, that would go. */
	readonly rows: number;
	/** Rules in force that name the person: with these it is not done. */
	readonly inForce: readonly RuleInForce[];
}

export interface RuleInForce {
	/** Of a whitelist entry; `null`: it stands in the settings. */
	readonly entry: string | null;
	/** What it is: `sender anna@example.org`, or the setting's name. */
	readonly words: string;
}

export interface Eraser {
	/** One at a time. A problem is one sentence; what was begun can be run again. */
	erase(order: EraseOrder): Promise<Outcome<EraseReport>>;
}
