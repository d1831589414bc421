/**
 * The state as fold sees it while a batch is not yet written: each change is noted with what stood there before, so
 * that a batch the disk refused can be taken back. Readers use the bare state; nothing is noted for them.
 */
import type { Policy } from "../../../shared/policy/policy.ts";
import type { GreylistState, RowStore } from "../../../shared/policy/state.ts";
import { type StoreName, storesOf } from "./stores.ts";

export interface Recorder {
	/** For fold alone. */
	readonly state: GreylistState;
	/** How many changes are noted. */
	length(): number;
	/** The changes from `mark` on, as something that can be taken back later than the rest. */
	slice(mark: number): Change[];
	/** Puts everything back, as it was before the first change noted. */
	takeBack(): void;
	/** The batch is written: nothing to take back any more. */
	forget(): void;
}

/** One change. `after` tells whether somebody else has changed it since. */
export interface Change {
	readonly store: RowStore<unknown> | null;
	readonly key: string;
	readonly before: unknown;
	readonly after: unknown;
}

export function createRecorder(bare: GreylistState): Recorder {
	let changes: Change[] = [];
	/** Stores that drop their oldest: rows as they stood before the first new or lost one, after `mark` changes. */
	let wholes: { store: RowStore<unknown>; rows: Map<string, unknown>; mark: number }[] = [];

	function plain<Row>(store: RowStore<Row>): RowStore<Row> {
		return {
			get size() {
				return store.size;
			},
			get: (key) => store.get(key),
			values: () => store.values(),
			set(key, row) {
				changes.push({ store: store as RowStore<unknown>, key, before: store.get(key), after: row });
				store.set(key, row);
			},
			delete(key) {
				changes.push({ store: store as RowStore<unknown>, key, before: store.get(key), after: undefined });
				store.delete(key);
			},
		};
	}

	/** Its order is put back too. */
	function ordered(store: RowStore<unknown>, keyOf: (row: unknown) => string): RowStore<unknown> {
		const noted = plain(store);
		const whole = () => {
			if (wholes.some((kept) => kept.store === store)) return;
			const rows = new Map(Array.from(store.values(), (row): [string, unknown] => [keyOf(row), row]));
			wholes.push({ store, rows, mark: changes.length });
		};
		return {
			...noted,
			get size() {
				return store.size;
			},
			set(key, row) {
				if (store.get(key) === undefined) whole();
				noted.set(key, row);
			},
			delete(key) {
				if (store.get(key) !== undefined) whole();
				noted.delete(key);
			},
		};
	}

	const { triplets } = bare;
	const triplet = plain(triplets);
	const others = Object.fromEntries(
		storesOf(bare).map(({ name, store, keyOf, ordered: inOrder }) => [
			name,
			inOrder ? ordered(store, keyOf) : plain(store),
		]),
		// Every store under its name, of the type that the bare one has there.
	) as unknown as Pick<GreylistState, StoreName>;
	const state: GreylistState = {
		...others,
		triplets: {
			...triplet,
			get size() {
				return triplets.size;
			},
			count: (name) => triplets.count(name),
			mayWait: (mail) => triplets.mayWait(mail),
			waitingIn: (network) => triplets.waitingIn(network),
			oldestSingle: (network) => triplets.oldestSingle(network),
		},
		get policy() {
			return bare.policy;
		},
		set policy(policy: Policy) {
			changes.push({ store: null, key: "policy", before: bare.policy, after: policy });
			bare.policy = policy;
		},
	};

	function forget(): void {
		if (changes.length > 0) changes = [];
		if (wholes.length > 0) wholes = [];
	}

	return {
		state,
		length: () => changes.length,
		slice: (mark) => changes.slice(mark),
		takeBack() {
			takeBackChanges(bare, changes, false);
			for (const { store, rows, mark } of wholes) {
				for (const change of changes.slice(0, mark).toReversed())
					if (change.store === store) rows.set(change.key, change.before);
				refill(store, rows);
			}
			forget();
		},
		forget,
	};
}

/**
 * Undoes the last change first. `careful`: a triplet that mail has changed since stays as mail left it, for that event
 * carries the whole row and is kept.
 */
export function takeBackChanges(bare: GreylistState, changes: readonly Change[], careful: boolean): void {
	for (const { store, key, before, after } of changes.toReversed()) {
		if (store === null) bare.policy = before as Policy;
		else if (careful && store === bare.triplets && store.get(key) !== after) continue;
		else if (before === undefined) store.delete(key);
		else store.set(key, before);
	}
}

/** What is there is among the rows already; only the order, and what the bound has dropped, are put right. */
function refill(store: RowStore<unknown>, rows: ReadonlyMap<string, unknown>): void {
	for (const key of rows.keys()) store.delete(key);
	for (const [key, row] of rows) store.set(key, row);
}
