/**
 * All rows that match, read page by page and written as a file: with progress, an end at any time, and a bound that is
 * told where it cuts. What the veil masks is masked here too, for it lies between the desk and this.
 */
import type { z } from "zod";
import {
	type OffsetAt,
	type RecordFormat,
	recordFileName,
	recordWriter,
	zonedStamp,
} from "../../shared/base/record-text.ts";
import type { Field, Value, Values } from "../../shared/base/records.ts";
import type { Send } from "../../shared/protocol/client.ts";
import type { RouteParts } from "../../shared/protocol/route.ts";
import { need } from "./ask.ts";

/** More than that is for the command and its `--json`. */
export const MOST_EXPORTED = 200_000;

export interface RecordSource {
	/** Names of host and view, for the file's name. */
	readonly name: readonly string[];
	/** About the whole: host, view, query, order. */
	readonly facts: Readonly<Record<string, Value>>;
	readonly fields: readonly Field[];
	/** Rows there are, as far as is known. */
	readonly total: number | null;
	readonly pages: () => AsyncIterable<readonly Values[]>;
}

export interface ExportWays {
	readonly format: RecordFormat;
	/** Epoch ms by the host's clock. */
	readonly now: number;
	readonly offsetAt: OffsetAt;
	readonly signal: AbortSignal;
	readonly onProgress: (rows: number) => void;
}

export interface Exported {
	readonly file: Blob;
	readonly name: string;
	readonly rows: number;
	readonly cut: boolean;
}

const types: Readonly<Record<RecordFormat, string>> = {
	csv: "text/csv;charset=utf-8",
	json: "application/json",
	ndjson: "application/x-ndjson",
};

/** Null where it was ended before. Errors: what the pages throw. */
export async function exportRecords(source: RecordSource, ways: ExportWays): Promise<Exported | null> {
	const { format, now, offsetAt, signal, onProgress } = ways;
	const writer = recordWriter(format, source.fields, offsetAt);
	const stamp = zonedStamp(now, offsetAt(now));
	const parts = [writer.begin({ ...source.facts, exportedAt: now, exportedAtText: stamp })];
	let rows = 0;
	let cut = false;
	for await (const page of source.pages()) {
		if (signal.aborted) return null;
		const taken = page.slice(0, MOST_EXPORTED - rows);
		parts.push(taken.map(writer.row).join(""));
		rows += taken.length;
		cut = taken.length < page.length;
		onProgress(rows);
		if (rows >= MOST_EXPORTED) {
			cut ||= source.total === null || source.total > rows;
			break;
		}
	}
	if (signal.aborted) return null;
	parts.push(writer.end({ cut }));
	const name = recordFileName([...source.name, ...(cut ? [`first-${rows}`] : [])], stamp, format);
	return { file: new Blob(parts, { type: types[format] }), name, rows, cut };
}

/** The pages of a list route. `next` makes the query of the page that follows; null: that was the last. */
export async function* pagesOf<
	P extends z.ZodType,
	Q extends z.ZodType,
	B extends z.ZodType,
	R extends z.ZodType<{ readonly rows: readonly unknown[] }>,
>(
	send: Send,
	route: RouteParts<P, Q, B, R>,
	ways: {
		readonly query: z.input<Q>;
		readonly next: (page: z.infer<R>) => z.input<Q> | null;
	},
): AsyncIterable<z.infer<R>["rows"]> {
	let query: z.input<Q> | null = ways.query;
	while (query !== null) {
		const page: z.infer<R> = await need(send, route, { query });
		yield page.rows;
		query = ways.next(page);
	}
}
