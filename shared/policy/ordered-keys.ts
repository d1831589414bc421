/**
 * A set of keys that tells its oldest one in constant time. A Set's own iterator, begun anew each time, steps over
 * every hole that deletions have left in front; one that is kept does not.
 */
export interface Ordered {
	readonly size: number;
	add(key: string): void;
	delete(key: string): void;
	first(): string | undefined;
}

export function orderedKeys(): Ordered {
	const keys = new Set<string>();
	let walk = keys.values();
	let head: string | undefined;
	return {
		get size() {
			return keys.size;
		},
		add(key) {
			keys.add(key);
		},
		delete(key) {
			keys.delete(key);
			if (key === head) head = undefined;
		},
		first() {
			if (head !== undefined) return head;
			let next = walk.next();
			if (next.done && keys.size > 0) {
				walk = keys.values();
				next = walk.next();
			}
			head = next.done ? undefined : next.value;
			return head;
		},
	};
}
