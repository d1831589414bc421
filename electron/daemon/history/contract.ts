/**
 * The history: a read model in a worker that follows the journal by position. It may be behind (it tells its lag),
 * may be deleted and rebuilt, and never stands in the way of mail. Reads wait, bounded, until it has reached `atLeast`.
 */
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Person } from "../../../shared/base/person.ts";
import type { Counters } from "../../../shared/policy/counters.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";

export type SortKey =
	| "lastSeenAt"
	| "firstSeenAt"
	| "mayPassAt"
	| "attempts"
	| "sender"
	| "recipient"
	| "client"
	| "state";
export interface ListRequest {
	readonly q: string;
	readonly sort: { readonly key: SortKey; readonly descending: boolean };
	readonly limit: number;
	/** From an earlier page's `next`. */
	readonly cursor: string | null;
	readonly now: number;
	/** Sequence number the answer must include. */
	readonly atLeast: number;
}

export interface Page {
	readonly rows: readonly TripletRow[];
	readonly total: { readonly value: number; readonly exact: boolean };
	readonly next: string | null;
	readonly asOf: number;
}

/** A point of a series: `null` counts and `gap` where the time lies in a gap of ours. */
export interface SeriesPoint {
	readonly at: number;
	readonly gap: boolean;
	readonly counters: Counters;
}

/** Log buckets of delays: `counts[i]` mails waited at most `edges[i]` seconds. */
export interface DelayHistogram {
	readonly edges: readonly number[];
	readonly ours: readonly number[];
	readonly theirs: readonly number[];
}

export interface SelectRequest {
	readonly q: string;
	readonly limit: number;
	readonly now: number;
}

/** An answer, and the number of the event up to which it was read. */
export interface Told<T> {
	readonly asOf: number;
	readonly value: T;
}

/** Instants in epoch milliseconds, `step` in seconds. */
export interface SeriesRange {
	readonly from: number;
	readonly to: number;
	readonly step: number;
}

/** `from` and after, before `to`; the newest `most` of them. */
export interface RecentRange {
	readonly from: number;
	readonly to: number;
	readonly most: number;
}

/** Values of its rows that name a person, and those that look so to who reads pages (base/person.ts). */
export interface Mentions {
	readonly named: number;
	readonly alike: number;
}

/**
 * A read waits two seconds for the event `atLeast`, then it answers from what is there: `asOf` says how far that was.
 * Reads throw where the worker has died, is being started again, or has not answered within ten seconds; the message
 * says which. Paging: in one walk of pages no row comes twice; one is missing only where it came or moved after the
 * first page's `asOf`, and then its event is on the stream after that.
 */
export interface History {
	/** A `q` that does not parse is a problem, with the column. */
	list(request: ListRequest): Promise<Outcome<Page>>;
	/** Ids that match `q`, at most `limit`: where there are more, that is a problem. */
	select(request: SelectRequest, atLeast: number): Promise<Told<Outcome<readonly string[]>>>;
	/** The newest 1,000 events about a triplet, oldest first; of an action on many triplets, only this one's row. */
	eventsOf(tripletId: string, atLeast: number): Promise<Told<readonly PolicyEvent[]>>;
	/** Other triplets of the same sender key and recipient. */
	siblings(tripletId: string, atLeast: number): Promise<Told<readonly TripletRow[]>>;
	/** From the step that holds `from` up to `to`; throws where that is more than 20,000 points. */
	series(range: SeriesRange, atLeast: number): Promise<Told<readonly SeriesPoint[]>>;
	delays(from: number, to: number, atLeast: number): Promise<Told<DelayHistogram>>;
	/** What happened in a time, newest first, from as much of the journal as is read in one turn. */
	recent(range: RecentRange, atLeast: number): Promise<Told<readonly PolicyEvent[]>>;
	/** The last sequence number it has read, and how far it is behind. */
	position(): { readonly seq: number; readonly behindSeconds: number; readonly problem: string | null };
	/** Tells it that the journal has grown to `seq`; cheap, called after each batch. */
	grown(seq: number): void;
	mentions(person: Person, atLeast: number): Promise<Told<Mentions>>;
	/**
	 * Removes the person's triplets, and the events of these and of other ids, from memory and file; gives how many rows
	 * went. May take minutes. Whoever has rewritten the journal says so by `reopen`: it is read on from the same place.
	 */
	erase(person: Person, ids: readonly string[], atLeast: number): Promise<Told<number>>;
	reopen(): Promise<void>;
	close(): Promise<void>;
}
