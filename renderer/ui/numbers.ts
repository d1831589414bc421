/** Counts and shares in words: a thin grouping, and never a false precision. */
const grouped = new Intl.NumberFormat("en-US");

export function countText(value: number | null): string {
	return value === null ? "–" : grouped.format(value);
}

/** `12.3 %` below ten in a hundred counts' worth, else whole; unknown where nothing was counted. */
export function shareText(part: number, whole: number): string {
	if (whole === 0) return "–";
	const share = (100 * part) / whole;
	return share > 0 && share < 10 ? `${share.toFixed(1)} %` : `${Math.round(share)} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
	return `${countText(count)} ${count === 1 ? one : many}`;
}
