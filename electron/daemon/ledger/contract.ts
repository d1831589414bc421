/**
 * The ledger owns the order of things: number → apply → append → written (mail) or synced (operator) → publish → reply.
 * Nothing is published or answered before it is as durable as promised. This is what others may know of it.
 */
import type { Counters } from "../../../shared/policy/counters.ts";
import type { ActionEvent, EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";

/**
 * `open`: the journal could not be written; the change was taken back and mail must pass. `unsure`, of actions alone:
 * it is done and written, but the disk does not promise to keep it; it is published when it does.
 */
export type Committed =
	| { readonly kind: "committed"; readonly seq: number }
	| { readonly kind: "open" }
	| { readonly kind: "unsure"; readonly seq: number };

export interface Position {
	readonly epoch: string;
	readonly seq: number;
}

export interface LedgerHealth {
	readonly open: boolean;
	/** Why it is open, in words; `null` where all is well. */
	readonly why: string | null;
	readonly openSinceAt: number | null;
	readonly journalBytes: number;
	readonly lastSyncAt: number;
	/** For so long the disk has been asked to keep what was written, and has not answered. */
	readonly syncSeconds: number;
}

export interface Ledger {
	readonly state: Readonly<GreylistState>;
	/** The last event that was published. */
	head(): Position;
	health(): LedgerHealth;
	/** Since this folder began, and folded from the journal as everything else. */
	counters(): Readonly<Counters>;
	/**
	 * Applies a mail event at once and calls `done` when it is written (within this turn of the event loop, in batches).
	 * In open mode nothing is applied and `done` is told so at once; such mail is counted for the gap event.
	 */
	record(draft: EventDraft, done: (result: Committed) => void): void;
	/** All parts of one operator action: applied together, synced together, published, then resolved. */
	act(drafts: readonly ActionEvent[]): Promise<Committed>;
	/** Called for every event in order, after it is durable. Returns the way to stop. */
	subscribe(reader: (event: PolicyEvent) => void): () => void;
	/** Events after `after`, oldest first and `most` at most, from the bounded ring; `null`: unknown epoch or too old. */
	since(after: Position, most?: number): readonly PolicyEvent[] | null;
	/** The epoch in which an event got its number; `null`: longer ago than is remembered. */
	epochOf(seq: number): string | null;
	/** Sync, snapshot, unlock. */
	close(): Promise<void>;
}
