/** Counts that only grow, as they stood at some instants: what was added in a time, and what is usual. */

export interface Samples<Name extends string> {
	add(at: number, counts: Readonly<Record<Name, number>>): void;
	/** How much was added from one instant to another; `null`: that was before the first look. */
	grown(name: Name, range: { readonly from: number; readonly to: number }): number | null;
	/** The usual growth in `window` seconds: of the `past` seconds before the last window, half of them at least. */
	perWindow(name: Name, wanted: { readonly at: number; readonly window: number; readonly past: number }): number | null;
}

/** `kept`: seconds. */
export function createSamples<Name extends string>(kept: number): Samples<Name> {
	let looks: { readonly at: number; readonly counts: Readonly<Record<Name, number>> }[] = [];
	const before = (at: number) => looks.findLast((look) => look.at <= at);
	const grown: Samples<Name>["grown"] = (name, { from, to }) => {
		const first = before(from);
		const last = before(to);
		return first === undefined || last === undefined ? null : last.counts[name] - first.counts[name];
	};
	return {
		add(at, counts) {
			looks.push({ at, counts });
			// One look older than what is kept: a range that begins between two needs the one before.
			const first = looks.findLastIndex((look) => look.at <= at - kept * 1000);
			if (first > 0) looks = looks.slice(first);
		},
		grown,
		perWindow(name, { at, window, past }) {
			const to = at - window * 1000;
			const oldest = looks[0]?.at ?? at;
			const from = Math.max(oldest, to - past * 1000);
			if (to - from < (past / 2) * 1000) return null;
			const sum = grown(name, { from, to });
			return sum === null ? null : (sum * window * 1000) / (to - from);
		},
	};
}
