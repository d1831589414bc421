/** The smallest store that React can follow: one immutable value, replaced as a whole. */
import { useSyncExternalStore } from "react";

export interface Readable<T> {
	get(): T;
	subscribe(listener: () => void): () => void;
}
export interface Store<T> extends Readable<T> {
	set(next: T): void;
}

export function createStore<T>(first: T): Store<T> {
	let value = first;
	const listeners = new Set<() => void>();
	return {
		get: () => value,
		set(next) {
			if (Object.is(next, value)) return;
			value = next;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** The value, and a render whenever it is replaced. */
export function useStore<T>(store: Readable<T>): T {
	return useSyncExternalStore(store.subscribe, store.get);
}
