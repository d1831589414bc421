/** Everything that is folded from the journal: the state and the counts. Pure; live and at a restart the same code. */
import { randomInt } from "node:crypto";
import { type Counters, counterOf, zeroCounters } from "../../../shared/policy/counters.ts";
import type { EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import { fold } from "../../../shared/policy/fold.ts";
import { createState, type MemoryState } from "../../../shared/policy/memory-state.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import { createTripletTable, type PackedTable } from "./table/triplet-table.ts";

export interface Model {
	readonly state: MemoryState & { readonly triplets: PackedTable };
	readonly counters: Counters;
	/** The last event in it. */
	seq: number;
}

/** What is needed of it to fold an event into it. */
export type Foldable = Omit<Model, "state"> & { readonly state: GreylistState };

export function freshModel(): Model {
	const triplets = createTripletTable(randomInt(2 ** 32));
	return { state: { ...createState(triplets), triplets }, counters: zeroCounters(), seq: 0 };
}

/** Folds one event into the state and the counts. */
export function foldInto(model: Foldable, event: PolicyEvent): void {
	fold(model.state, event);
	count(model.counters, event, 1);
	model.seq = event.seq;
}

/** Adds an event to the counts, or with -1 takes it back. Mail of a gap is mail that passed open. */
export function count(counters: Counters, event: EventDraft, sign: 1 | -1): void {
	const name = counterOf(event);
	if (name !== null) counters[name] += sign;
	else if (event.kind === "gap") counters.passedOpen += sign * event.passed;
}
