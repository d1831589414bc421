/**
 * The state as fold sees it while a batch is not yet written: of each row that changes, or that a bound drops, it is
 * noted how it stood before, so that a batch the disk refused can be taken back. It costs what the batch changes,
 * never what the stores hold. Readers use the bare state; nothing is noted for them.
 */
import type { AgedStore } from "../../../shared/policy/bounded-store.ts";
import type { MemoryState } from "../../../shared/policy/memory-state.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type { GreylistState, RowStore, TripletTable } from "../../../shared/policy/state.ts";
import { type StoreName, storesOf } from "./stores.ts";

export interface Recorder {
	/** For fold alone. */
	readonly state: GreylistState;
	/** Puts everything back, as it was before the first change noted. */
	takeBack(): void;
	/** The batch is written: nothing to take back any more. */
	forget(): void;
}

/** A store that notes its changes, and the way to be rid of them. */
interface Noting<Row> extends Omit<Recorder, "state"> {
	readonly store: RowStore<Row>;
}

export function createRecorder(bare: MemoryState): Recorder {
	const triplets = notingTriplets(bare.triplets);
	const others = storesOf(bare).map(({ name, store }) => ({ name, noting: notingStore(store) }));
	const stores = Object.fromEntries(
		others.map(({ name, noting }) => [name, noting.store]),
		// Every store under its name, of the type that the bare one has there.
	) as unknown as Pick<GreylistState, StoreName>;
	let policyBefore: Policy | null = null;
	const state: GreylistState = {
		...stores,
		triplets: triplets.store,
		get policy() {
			return bare.policy;
		},
		set policy(policy: Policy) {
			policyBefore ??= bare.policy;
			bare.policy = policy;
		},
	};
	return {
		state,
		takeBack() {
			triplets.takeBack();
			for (const { noting } of others) noting.takeBack();
			if (policyBefore !== null) bare.policy = policyBefore;
			policyBefore = null;
		},
		forget() {
			triplets.forget();
			for (const { noting } of others) noting.forget();
			policyBefore = null;
		},
	};
}

function notingStore<Row>(store: AgedStore<Row>): Noting<Row> {
	const before = new Map<string, ReturnType<typeof store.entry>>();
	/** The first time it is touched is how it stood. */
	const note = (key: string, entry: ReturnType<typeof store.entry>) => {
		if (!before.has(key)) before.set(key, entry);
	};
	return {
		store: {
			get size() {
				return store.size;
			},
			get: store.get,
			values: store.values,
			set(key, row) {
				note(key, store.entry(key));
				for (const dropped of store.set(key, row)) note(dropped.key, dropped.entry);
			},
			delete(key) {
				note(key, store.entry(key));
				store.delete(key);
			},
		},
		takeBack() {
			if (before.size === 0) return;
			store.putBack(before);
			before.clear();
		},
		forget() {
			if (before.size > 0) before.clear();
		},
	};
}

/** Its order of age is not put back: what is forgotten early stands in the event, and is no matter of order for fold. */
function notingTriplets(table: TripletTable): Noting<TripletRow> & { readonly store: TripletTable } {
	const before = new Map<string, TripletRow | undefined>();
	const note = (id: string) => {
		if (!before.has(id)) before.set(id, table.get(id));
	};
	return {
		store: {
			...table,
			get size() {
				return table.size;
			},
			set(id, row) {
				note(id);
				table.set(id, row);
			},
			delete(id) {
				note(id);
				table.delete(id);
			},
		},
		takeBack() {
			for (const [id, row] of before) {
				if (row === undefined) table.delete(id);
				else table.set(id, row);
			}
			before.clear();
		},
		forget() {
			if (before.size > 0) before.clear();
		},
	};
}
