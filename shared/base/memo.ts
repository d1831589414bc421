/**
 * A bounded memo of a pure function of one text: two generations, the older one dropped when the younger is full,
 * so that it never grows over twice `limit` and what is asked often stays.
 */
export function memo<T>(limit: number, of: (text: string) => T): (text: string) => T {
	let young = new Map<string, T>();
	let old = new Map<string, T>();
	return (text) => {
		const found = young.get(text);
		if (found !== undefined) return found;
		const value = old.get(text) ?? of(text);
		if (young.size >= limit) {
			old = young;
			young = new Map();
		}
		young.set(text, value);
		return value;
	};
}
