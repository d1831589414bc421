/**
 * The stores of a greylist besides its triplets, as snapshot and recorder handle them: all alike. A store that is
 * added to MemoryState and not here does not compile.
 */
import type { AgedStore } from "../../../shared/policy/bounded-store.ts";
import type { MemoryState } from "../../../shared/policy/memory-state.ts";

export type StoreName = Exclude<keyof MemoryState, "policy" | "triplets">;
type RowOf<Name extends StoreName> = MemoryState[Name] extends AgedStore<infer Row> ? Row : never;

export interface StoreKind<Row> {
	/** Begins its rows in a snapshot; never given to another store. */
	readonly letter: string;
	readonly keyOf: (row: Row) => string;
}

const kinds: { readonly [Name in StoreName]: StoreKind<RowOf<Name>> } = {
	approvals: { letter: "a", keyOf: (row) => row.key },
	autoWhitelists: { letter: "w", keyOf: (row) => row.key },
	whitelistUses: { letter: "u", keyOf: (row) => row.id },
	gaps: { letter: "g", keyOf: (row) => row.key },
	passes: { letter: "p", keyOf: (row) => row.key },
	correspondents: { letter: "c", keyOf: (row) => row.key },
	actions: { letter: "o", keyOf: (row) => row.actionId },
};

export interface NamedStore extends StoreKind<unknown> {
	readonly name: StoreName;
	readonly store: AgedStore<unknown>;
}

export function storesOf(state: Readonly<MemoryState>): readonly NamedStore[] {
	return Object.entries(kinds).map(([name, kind]) => {
		const known = name as StoreName;
		// Each kind stands under the name of its own store.
		return { ...(kind as StoreKind<unknown>), name: known, store: state[known] as AgedStore<unknown> };
	});
}
