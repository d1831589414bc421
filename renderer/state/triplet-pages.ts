/** The pages of a triplet list, as they were read, with what the stream told since. */
import type { InfiniteData } from "@tanstack/react-query";
import type { z } from "zod";
import type { Triplet } from "../../shared/protocol/shapes.ts";
import type { listTriplets } from "../../shared/protocol/triplet-routes.ts";
import type { RowChanges } from "./row-patch.ts";

export type TripletPage = z.infer<typeof listTriplets.reply>;
export type TripletPages = InfiniteData<TripletPage, string | null>;

/** The same object where nothing changed, so that nothing is drawn again. */
export function patchPages(data: TripletPages | undefined, changes: RowChanges): TripletPages | undefined {
	if (data === undefined) return data;
	let touched = false;
	const pages = data.pages.map((page) => {
		if (!page.rows.some((row) => changes.has(row.id))) return page;
		touched = true;
		const rows = page.rows.flatMap((row) => changed(row, changes));
		const gone = page.rows.length - rows.length;
		return { ...page, rows, total: { ...page.total, value: Math.max(0, page.total.value - gone) } };
	});
	return touched ? { ...data, pages } : data;
}

function changed(row: Triplet, changes: RowChanges): Triplet[] {
	const change = changes.get(row.id);
	if (change === undefined) return [row];
	return change === null ? [] : [change(row)];
}

/** Rows over all pages, each id once: a row that moved between two reads is kept where it came first. */
export function rowsOf(data: TripletPages | undefined): Triplet[] {
	const seen = new Set<string>();
	const rows: Triplet[] = [];
	for (const page of data?.pages ?? [])
		for (const row of page.rows) {
			if (seen.has(row.id)) continue;
			seen.add(row.id);
			rows.push(row);
		}
	return rows;
}
