/**
 * Postfix asks about one recipient of one message more than once where two of its lists name us, and asks again when
 * a connection broke. `instance` tells: the same question gets the same answer, and no second event. Bounded by two
 * generations: what was not asked for a while is forgotten whole, and a forgotten question is merely asked anew.
 */
import type { Attempt } from "../../../shared/policy/attempt.ts";
import type { Answer } from "./contract.ts";

/** An answer that is being made: those who asked meanwhile wait for the same one. */
export interface Pending {
	answer: Answer | null;
	readonly waiting: ((answer: Answer) => void)[];
}

export interface Instances {
	/** The earlier asking of this question; `null`: it is new. Null, too, for a client that names no instance. */
	find(attempt: Attempt, triplet: string): Pending | null;
	/** Remembers a new question. */
	begin(attempt: Attempt, triplet: string): Pending;
	/** Whether this message still lacks its X-Greylist; true once. */
	claimHeader(instance: string): boolean;
}

export interface InstanceBounds {
	readonly generation: number;
	/** Milliseconds a generation lives, by the monotonic clock. */
	readonly lifetimeMs: number;
}

/** A generation: 20,000 questions, or ten minutes; an SMTP transaction that asks twice does so within seconds. */
export const instanceBounds: InstanceBounds = { generation: 20_000, lifetimeMs: 600_000 };

interface Looked {
	readonly attempt: Attempt;
	readonly triplet: string;
	readonly name: string;
}

export function createInstances(monotonic: () => number, bounds: InstanceBounds = instanceBounds): Instances {
	const questions = twoGenerations<Pending>(monotonic, bounds);
	const told = twoGenerations<true>(monotonic, bounds);
	/** Looked for last: what is not found begins next. */
	let looked: Looked | null = null;

	function named(attempt: Attempt, triplet: string): string {
		if (looked?.attempt !== attempt || looked.triplet !== triplet)
			looked = { attempt, triplet, name: nameOf(attempt, triplet) };
		return looked.name;
	}

	return {
		find: (attempt, triplet) => (attempt.instance === "" ? null : (questions.get(named(attempt, triplet)) ?? null)),
		begin(attempt, triplet) {
			const pending: Pending = { answer: null, waiting: [] };
			if (attempt.instance !== "") questions.set(named(attempt, triplet), pending);
			return pending;
		},
		claimHeader(instance) {
			if (instance === "") return true;
			if (told.get(instance) !== undefined) return false;
			told.set(instance, true);
			return true;
		},
	};
}

// The null sender is asked about at RCPT and again at DATA: two questions of one message.
function nameOf(attempt: Attempt, triplet: string): string {
	return `${attempt.state} ${triplet} ${attempt.instance}`;
}

export interface Generations<Value> {
	get(key: string): Value | undefined;
	set(key: string, value: Value): void;
}

/** A memory of at most two generations; what is used stays, what is not goes with its generation. */
export function twoGenerations<Value>(monotonic: () => number, bounds: InstanceBounds): Generations<Value> {
	let young = new Map<string, Value>();
	let old = new Map<string, Value>();
	let bornAt = monotonic();
	function turn(): void {
		if (young.size < bounds.generation && monotonic() - bornAt < bounds.lifetimeMs) return;
		old = young;
		young = new Map();
		bornAt = monotonic();
	}
	return {
		get: (key) => young.get(key) ?? old.get(key),
		set(key, value) {
			turn();
			young.set(key, value);
		},
	};
}
