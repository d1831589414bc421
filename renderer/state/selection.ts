/** Which triplets of a list are marked, and which one the keys are on. */
import { createStore, type Readable } from "./store.ts";

export interface Selection {
	readonly ids: ReadonlySet<string>;
	/** All that match the query, whether read or not. */
	readonly all: boolean;
	/** Index of the row the keys are on; -1: none yet. */
	readonly cursor: number;
}

export interface SelectionState extends Readable<Selection> {
	clear(): void;
	moveTo(cursor: number): void;
	toggle(id: string): void;
	/** Marks every given row (shift-click, Ctrl+A). */
	mark(ids: readonly string[]): void;
	markAll(): void;
}

const nothing: Selection = { ids: new Set(), all: false, cursor: -1 };

export function createSelection(): SelectionState {
	const store = createStore<Selection>(nothing);
	const change = (part: Partial<Selection>) => store.set({ ...store.get(), ...part });
	return {
		get: store.get,
		subscribe: store.subscribe,
		clear: () => change({ ids: new Set(), all: false }),
		moveTo: (cursor) => change({ cursor }),
		toggle(id) {
			const ids = new Set(store.get().ids);
			if (!ids.delete(id)) ids.add(id);
			change({ ids, all: false });
		},
		mark: (ids) => change({ ids: new Set([...store.get().ids, ...ids]), all: false }),
		markAll: () => change({ all: true }),
	};
}
