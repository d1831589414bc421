/** What passes between the history and its worker: plain values, one answer to each question. */
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Person } from "../../../shared/base/person.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type {
	DelayHistogram,
	ListRequest,
	Mentions,
	Page,
	RecentRange,
	SelectRequest,
	SeriesPoint,
	SeriesRange,
} from "./contract.ts";

export type Question =
	| { readonly kind: "list"; readonly request: ListRequest }
	| { readonly kind: "select"; readonly request: SelectRequest }
	| { readonly kind: "events"; readonly triplet: string }
	| { readonly kind: "siblings"; readonly triplet: string }
	| { readonly kind: "series"; readonly range: SeriesRange }
	| { readonly kind: "delays"; readonly from: number; readonly to: number }
	| { readonly kind: "recent"; readonly range: RecentRange }
	| { readonly kind: "mentions"; readonly person: Person }
	| { readonly kind: "erase"; readonly person: Person; readonly ids: readonly string[] }
	| { readonly kind: "reopen" }
	| { readonly kind: "close" };

export interface Answers {
	readonly list: Outcome<Page>;
	readonly select: Outcome<readonly string[]>;
	readonly events: readonly PolicyEvent[];
	readonly siblings: readonly TripletRow[];
	readonly series: readonly SeriesPoint[];
	readonly delays: DelayHistogram;
	readonly recent: readonly PolicyEvent[];
	readonly mentions: Mentions;
	readonly erase: number;
	readonly reopen: null;
	readonly close: null;
}

export type ToWorker =
	| { readonly kind: "ask"; readonly id: number; readonly atLeast: number; readonly question: Question }
	| { readonly kind: "grown"; readonly seq: number };

export type FromWorker =
	| { readonly kind: "answer"; readonly id: number; readonly asOf: number; readonly value: unknown }
	| { readonly kind: "failed"; readonly id: number; readonly words: string }
	/** It has read up to `seq`; `notes` are for the log. */
	| { readonly kind: "progress"; readonly seq: number; readonly problem: string | null }
	| { readonly kind: "note"; readonly words: string };

export interface WorkerInput {
	readonly folder: string;
	/** Events about triplets that can still be shown one by one. */
	readonly window: number;
	/** Seconds between two snapshots of its own. */
	readonly snapshotEvery: number;
}
