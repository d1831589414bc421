/** Which rows of a list are marked, and which row, and which cell of it, the keys are on. */
import { createStore, type Readable } from "./store.ts";

export interface Selection {
	readonly ids: ReadonlySet<string>;
	/** All that match, whether read or not. */
	readonly all: boolean;
	/** Id of the row the keys are on: rows move under a list that is read again, and an action must not follow a number. */
	readonly cursor: string | null;
	/** Where that row was, to go on from if it leaves the list. */
	readonly at: number;
	/** Id of the column of the cell the keys are on; null: on the row as a whole. */
	readonly column: string | null;
	/** Where an extension by shift began, and what was marked before it. */
	readonly anchor: { readonly id: string; readonly before: ReadonlySet<string> } | null;
}

export interface SelectionState extends Readable<Selection> {
	clear(): void;
	moveTo(cursor: string | null, at: number): void;
	toColumn(column: string | null): void;
	/** Where all are marked, `read` are the rows that stay so when one is taken out. */
	toggle(id: string, read: readonly string[]): void;
	/** Marks every given row. */
	mark(ids: readonly string[]): void;
	markAll(): void;
	/** Marks from where shift was first held to the row at `index` of `rows`, and no further. */
	extendTo(rows: readonly string[], index: number): void;
}

const nothing: Selection = { ids: new Set(), all: false, cursor: null, at: 0, column: null, anchor: null };

export function createSelection(): SelectionState {
	const store = createStore<Selection>(nothing);
	const change = (part: Partial<Selection>) => store.set({ ...store.get(), ...part });
	return {
		get: store.get,
		subscribe: store.subscribe,
		clear: () => change({ ids: new Set(), all: false, anchor: null }),
		moveTo: (cursor, at) => change({ cursor, at, anchor: null }),
		toColumn: (column) => change({ column }),
		toggle(id, read) {
			const { ids: before, all } = store.get();
			const ids = new Set(all ? read : before);
			if (!ids.delete(id)) ids.add(id);
			change({ ids, all: false, anchor: null });
		},
		mark: (ids) => change({ ids: new Set([...store.get().ids, ...ids]), all: false, anchor: null }),
		markAll: () => change({ all: true, ids: new Set(), anchor: null }),
		extendTo(rows, index) {
			const id = rows[index];
			if (id === undefined) return;
			const { cursor, ids: marked, anchor: held } = store.get();
			const anchor =
				held !== null && rows.includes(held.id) ? held : { id: beginning(rows, cursor, id), before: marked };
			const start = rows.indexOf(anchor.id);
			const ids = new Set([...anchor.before, ...rows.slice(Math.min(start, index), Math.max(start, index) + 1)]);
			change({ ids, all: false, cursor: id, at: index, anchor });
		},
	};
}

/** A list that is read again may be without the row that the keys were on: then it begins anew at `id`, and keeps what is marked. */
function beginning(rows: readonly string[], cursor: string | null, id: string): string {
	return cursor !== null && rows.includes(cursor) ? cursor : id;
}
