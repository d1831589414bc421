/**
 * Added delay, ours and theirs apart (RFC 6647 5: what greylisting costs). Delays are counted in buckets whose edges
 * are round numbers, past ten seconds at most a quarter apart: a delay of ours, mostly round itself, is told exactly, any
 * other at most a quarter too high. Histograms add up; percentiles do not, so these are taken last.
 */

/** Seconds; the last bucket holds all that is longer, too. 5 d is when senders give up (RFC 5321 4.5.4.1). */
export const delayEdges: readonly number[] = [
	...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 27, 30, 35, 40, 45, 50, 55],
	...[60, 70, 80, 90, 105, 120, 140, 160, 180, 210, 240, 270, 300, 360, 420, 480, 540, 600, 720, 840, 900],
	...[1080, 1200, 1440, 1680, 1800, 2100, 2400, 2700, 3000, 3300, 3600],
	...[4200, 4800, 5400, 6300, 7200, 8400, 9600, 10_800, 12_600, 14_400, 16_200, 18_000, 21_600],
	...[25_200, 28_800, 32_400, 36_000, 43_200, 50_400, 57_600, 64_800, 75_600, 86_400],
	...[100_800, 115_200, 129_600, 151_200, 172_800, 201_600, 230_400, 259_200, 302_400, 345_600, 388_800, 432_000],
];

/** Index of the first edge that is not less than `seconds`. */
export function delayBucket(seconds: number): number {
	let low = 0;
	let high = delayEdges.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (seconds <= (delayEdges[middle] ?? 0)) high = middle;
		else low = middle + 1;
	}
	return low;
}

export interface Percentiles {
	readonly count: number;
	/** Seconds within which half of them passed; `null` where there was none. */
	readonly median: number | null;
	readonly p95: number | null;
}

export function percentilesOf(edges: readonly number[], counts: readonly number[]): Percentiles {
	const count = counts.reduce((sum, one) => sum + one, 0);
	return { count, median: percentile(edges, counts, 0.5), p95: percentile(edges, counts, 0.95) };
}

/** The edge within which at least the `share` of all lies; `null` where nothing was counted. */
export function percentile(edges: readonly number[], counts: readonly number[], share: number): number | null {
	const rank = Math.max(1, Math.ceil(counts.reduce((sum, one) => sum + one, 0) * share));
	let seen = 0;
	for (const [index, count] of counts.entries()) {
		seen += count;
		if (seen >= rank) return edges[index] ?? null;
	}
	return null;
}
