/** Counts and shares in words: a thin grouping, and never a false precision. */
const grouped = new Intl.NumberFormat("en-US");

export function countText(value: number | null): string {
	return value === null ? "–" : grouped.format(value);
}

/** `12.3 %` below ten in a hundred counts' worth, else whole; unknown where nothing was counted, or nothing is known. */
export function shareText(part: number | null, whole: number | null): string {
	if (part === null || whole === null || whole === 0) return "–";
	const share = (100 * part) / whole;
	return share > 0 && share < 10 ? `${share.toFixed(1)} %` : `${Math.round(share)} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
	return `${countText(count)} ${count === 1 ? one : many}`;
}

/** `1 byte`, `812 bytes`, `12.3 KiB`, `256 KiB`, `4.1 MiB`. */
export function bytesText(bytes: number): string {
	if (bytes < 1024) return plural(bytes, "byte");
	const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KiB"] : [bytes / (1024 * 1024), "MiB"];
	return `${Number(value.toFixed(value < 100 ? 1 : 0))} ${unit}`;
}
