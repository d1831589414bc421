/** Which triplets of a list are marked, and which one the keys are on. */
import { createStore, type Readable } from "./store.ts";

export interface Selection {
	readonly ids: ReadonlySet<string>;
	/** All that match the query, whether read or not. */
	readonly all: boolean;
	/** Id of the row the keys are on: rows move under a list that is read again, and an action must not follow a number. */
	readonly cursor: string | null;
	/** Where that row was, to go on from if it leaves the list. */
	readonly at: number;
}

export interface SelectionState extends Readable<Selection> {
	clear(): void;
	moveTo(cursor: string | null, at: number): void;
	toggle(id: string): void;
	/** Marks every given row (shift-click, Ctrl+A). */
	mark(ids: readonly string[]): void;
	markAll(): void;
}

const nothing: Selection = { ids: new Set(), all: false, cursor: null, at: 0 };

export function createSelection(): SelectionState {
	const store = createStore<Selection>(nothing);
	const change = (part: Partial<Selection>) => store.set({ ...store.get(), ...part });
	return {
		get: store.get,
		subscribe: store.subscribe,
		clear: () => change({ ids: new Set(), all: false }),
		moveTo: (cursor, at) => change({ cursor, at }),
		toggle(id) {
			const ids = new Set(store.get().ids);
			if (!ids.delete(id)) ids.add(id);
			change({ ids, all: false });
		},
		mark: (ids) => change({ ids: new Set([...store.get().ids, ...ids]), all: false }),
		markAll: () => change({ all: true }),
	};
}
