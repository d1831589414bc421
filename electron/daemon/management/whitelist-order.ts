/**
 * In which order whitelist entries are listed, and where a page ended. What is unknown comes last, whichever way round;
 * ids decide between equals, so that no entry is on two pages and none is missed.
 */
import { z } from "zod";
import type { WhitelistRow } from "../../../shared/protocol/whitelist-routes.ts";
import { whitelistSortKeys } from "../../../shared/protocol/whitelist-routes.ts";

type Key = (typeof whitelistSortKeys)[number];
type Ranked = string | number | null;

export interface WhitelistOrder {
	readonly key: Key;
	readonly down: boolean;
}

/** Where a page ended: what the entry was sorted by, and its id. */
export interface Place {
	readonly value: Ranked;
	readonly id: string;
}

/** `-hits` and the like; null where it names no key. */
export function orderOf(sort: string): WhitelistOrder | null {
	const down = sort.startsWith("-");
	const key = whitelistSortKeys.find((known) => known === (down ? sort.slice(1) : sort));
	return key === undefined ? null : { key, down };
}

export function placeOf(row: WhitelistRow, { key }: WhitelistOrder): Place {
	const value = row[key];
	return { value: typeof value === "string" ? value.toLowerCase() : value, id: row.id };
}

/** For Array.sort, over places. */
export function inOrder({ down }: WhitelistOrder): (one: Place, other: Place) => number {
	return (one, other) => {
		if (one.value !== other.value) {
			if (one.value === null) return 1;
			if (other.value === null) return -1;
			return one.value < other.value === down ? 1 : -1;
		}
		return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
	};
}

const cursorShape = z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string()]);

/** A cursor belongs to one order. */
export function cursorTo(place: Place, sort: string): string {
	return JSON.stringify([sort, place.value, place.id]);
}

export function placeAt(cursor: string, sort: string): Place | null {
	try {
		const read = cursorShape.safeParse(JSON.parse(cursor));
		return read.success && read.data[0] === sort ? { value: read.data[1], id: read.data[2] } : null;
	} catch {
		return null;
	}
}
