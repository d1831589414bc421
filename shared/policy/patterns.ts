/**
 * Patterns for mail addresses and host names, compiled for look-up. A pattern is `user@example.net`, `user@` (in any
 * domain, and without one), `example.net`, or `*.example.net` (below it). Case does not matter.
 */
export interface PatternTable<T> {
	/** The most exact entry that covers a mail address. */
	forMail(address: string): T | undefined;
	/** The most exact entry that covers a host name: itself, or a `*.` above it. */
	forName(name: string): T | undefined;
}

export function compilePatterns<T>(entries: readonly (readonly [string, T])[]): PatternTable<T> {
	const exact = new Map<string, T>();
	const below = new Map<string, T>();
	for (const [pattern, value] of entries) {
		const lower = pattern.trim().toLowerCase();
		if (lower.startsWith("*.")) below.set(lower.slice(2), value);
		else if (lower !== "") exact.set(lower, value);
	}

	function forName(name: string): T | undefined {
		const found = exact.get(name);
		if (found !== undefined || below.size === 0) return found;
		for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
			const above = below.get(name.slice(dot + 1));
			if (above !== undefined) return above;
		}
		return undefined;
	}

	return {
		forMail(address) {
			if (exact.size === 0 && below.size === 0) return undefined;
			const lower = address.toLowerCase();
			const at = lower.lastIndexOf("@");
			const whole = at < 0 ? undefined : exact.get(lower);
			if (whole !== undefined) return whole;
			const local = at < 0 ? lower : lower.slice(0, at);
			return exact.get(`${local}@`) ?? (at < 0 ? undefined : forName(lower.slice(at + 1)));
		},
		forName,
	};
}
