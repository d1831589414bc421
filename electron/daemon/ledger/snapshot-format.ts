/**
 * How a snapshot lies in its file. Lines of JSON first: a header with the position, rows of the small stores, and a
 * closing line with their number, the checksum of all lines before it, and the number of triplets. Behind it the triplets
 * as they lie in memory, in chunks: bytes, rows and CRC-32 of the chunk, 32 bits each and little-endian, then the rows.
 * The numbers in packed rows (table/flags.ts, table/fields.ts) belong to the format.
 */
import type { Mark } from "./journal-files.ts";
import type { Model } from "./model.ts";

export const SNAPSHOT_FORMAT = 2;
/** Before each chunk. */
export const CHUNK_HEAD = 12;
export const CLOSING = '{"rows":';

export interface Snapshot {
	readonly model: Model;
	/** When it was written. */
	readonly at: number;
	readonly audit: Mark | null;
	readonly traffic: Mark | null;
}

export interface Header {
	readonly seq: number;
	readonly at: number;
	readonly audit: Mark | null;
	readonly traffic: Mark | null;
	readonly counters: Model["counters"];
	readonly policy: Model["state"]["policy"];
}

export interface Closing {
	readonly rows: number;
	readonly crc32: number;
	readonly triplets: number;
}
