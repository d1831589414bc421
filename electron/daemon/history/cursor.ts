/**
 * Where a page ended: the sort values and row of its last line, and the position of the first page. Opaque to whoever
 * carries it; read as foreign text when it comes back.
 */
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { ListRequest } from "./contract.ts";

export interface Cursor {
	/** Position of the first page of this walk. */
	readonly since: number;
	/** Sort values and rowid of the last row. */
	readonly after: readonly (string | number | null)[];
}

export function writeCursor({ since, after }: Cursor, sort: ListRequest["sort"]): string {
	return Buffer.from(JSON.stringify([sort.key, sort.descending, since, ...after])).toString("base64url");
}

/** `length` is how many values `after` must have. */
export function readCursor(text: string, sort: ListRequest["sort"], length: number): Outcome<Cursor> {
	let parts: unknown;
	try {
		parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
	} catch {
		return bad(words);
	}
	if (!Array.isArray(parts)) return bad(words);
	const [key, descending, since, ...after] = parts as unknown[];
	if (key !== sort.key || descending !== sort.descending || typeof since !== "number") return bad(words);
	const plain = after.filter((value) => value === null || typeof value === "string" || typeof value === "number");
	if (plain.length !== length || after.length !== length) return bad(words);
	return good({ since, after: plain });
}

const words = "This cursor is not from a page in this order: begin again without it";
