/**
 * The stores of a greylist besides its triplets, as snapshot and recorder handle them: all alike. A store that is
 * added to GreylistState and not here does not compile.
 */
import type { GreylistState, RowStore } from "../../../shared/policy/state.ts";

export type StoreName = Exclude<keyof GreylistState, "policy" | "triplets">;
type RowOf<Name extends StoreName> = GreylistState[Name] extends RowStore<infer Row> ? Row : never;

export interface StoreKind<Row> {
	/** Begins its rows in a snapshot; never given to another store. */
	readonly letter: string;
	readonly keyOf: (row: Row) => string;
	/** Small, and what it drops depends on its order: a batch that is taken back puts the order back, too. */
	readonly ordered: boolean;
}

const kinds: { readonly [Name in StoreName]: StoreKind<RowOf<Name>> } = {
	approvals: { letter: "a", keyOf: (row) => row.key, ordered: true },
	autoWhitelists: { letter: "w", keyOf: (row) => row.key, ordered: false },
	whitelistUses: { letter: "u", keyOf: (row) => row.id, ordered: false },
	gaps: { letter: "g", keyOf: (row) => row.key, ordered: true },
	passes: { letter: "p", keyOf: (row) => row.key, ordered: false },
	actions: { letter: "o", keyOf: (row) => row.actionId, ordered: true },
};

export interface NamedStore extends StoreKind<unknown> {
	readonly name: StoreName;
	readonly store: RowStore<unknown>;
}

export function storesOf(state: Readonly<GreylistState>): readonly NamedStore[] {
	return Object.entries(kinds).map(([name, kind]) => {
		const known = name as StoreName;
		// Each kind stands under the name of its own store.
		return { ...(kind as StoreKind<unknown>), name: known, store: state[known] as RowStore<unknown> };
	});
}
