/**
 * Steps of a series and gaps in it. A point is a gap where ours cover at least half of it and nothing was counted in
 * it: three lost seconds do not hide an hour.
 */

export interface Span {
	readonly from: number;
	readonly to: number;
}

/** Where the step that holds `at` begins. `step` in seconds. */
export function stepStart(at: number, step: number): number {
	return Math.floor(at / (step * 1000)) * step * 1000;
}

/** Whether gaps of ours cover at least half of a span. `gaps` do not overlap. */
export function mostlyGap(span: Span, gaps: readonly Span[]): boolean {
	const covered = gaps.reduce((sum, gap) => sum + overlap(span, gap), 0);
	return covered * 2 >= span.to - span.from;
}

/** Spans put together where they touch, in order. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
	const joined: Span[] = [];
	for (const span of [...spans].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last !== undefined && span.from <= last.to)
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
		else joined.push(span);
	}
	return joined;
}

function overlap(span: Span, gap: Span): number {
	return Math.max(0, Math.min(span.to, gap.to) - Math.max(span.from, gap.from));
}
