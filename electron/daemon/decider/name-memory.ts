/**
 * A resolver that hiccups makes a known client's name `unknown` for one attempt, and its triplet another one. So the
 * last verified name of an address is remembered for a day and stands in where Postfix says `unknown`. Bounded.
 */
import type { Attempt } from "../../../shared/policy/attempt.ts";
import { type Generations, twoGenerations } from "./instances.ts";

const DAY_MS = 86_400_000;
const ADDRESSES = 50_000;

interface Verified {
	readonly name: string;
	readonly at: number;
}

export interface NameMemory {
	/** The attempt with the name its client had within the last day, where it has none now. */
	recall(attempt: Attempt, now: number): Attempt;
	/** Remembers a verified name. */
	learn(attempt: Attempt, now: number): void;
}

/** `monotonic` counts as fast as `now` does, in milliseconds. */
export function createNameMemory(monotonic: () => number): NameMemory {
	const names: Generations<Verified> = twoGenerations(monotonic, { generation: ADDRESSES, lifetimeMs: DAY_MS });
	return {
		recall(attempt, now) {
			if (attempt.clientName !== null) return attempt;
			const verified = names.get(attempt.client);
			if (verified === undefined || now - verified.at > DAY_MS) return attempt;
			return { ...attempt, clientName: verified.name };
		},
		learn(attempt, now) {
			if (attempt.clientName !== null) names.set(attempt.client, { name: attempt.clientName, at: now });
		},
	};
}
