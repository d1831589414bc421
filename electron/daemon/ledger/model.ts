/** Everything that is folded from the journal: the state and the counts. Pure; live and at a restart the same code. */
import { type Counters, counterOf, zeroCounters } from "../../../shared/policy/counters.ts";
import type { EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import { fold } from "../../../shared/policy/fold.ts";
import { createState } from "../../../shared/policy/memory-state.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";

export interface Model {
	readonly state: GreylistState;
	readonly counters: Counters;
	/** The last event in it. */
	seq: number;
}

export function freshModel(): Model {
	return { state: createState(), counters: zeroCounters(), seq: 0 };
}

/** Folds one event into the state and the counts. */
export function foldInto(model: Model, event: PolicyEvent): void {
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
