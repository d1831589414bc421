/**
 * The heavy work of an erasure, which a worker does off the deciding thread: looking through the folder, writing files anew. One order, one
 * answer; throws what the system said. Knows nothing of the living state.
 */
import type { Person } from "../../../shared/base/person.ts";
import { rewriteRest } from "./rest.ts";
import { erasingOf, rewriteLog } from "./rewrite.ts";
import { type Scan, scanFolder } from "./scan.ts";

export type Order = { readonly folder: string; readonly person: Person } & (
	| { readonly kind: "scan"; readonly withIds: boolean }
	/** Whose files of the journal, so far, are to be rewritten beside them. */
	| { readonly kind: "logs"; readonly files: readonly LogPart[]; readonly key: string; readonly ids: readonly string[] }
	/** Snapshots, and what was set aside: in their places. */
	| { readonly kind: "rest"; readonly key: string; readonly ids: readonly string[] }
);

export interface LogPart {
	readonly name: string;
	readonly bytes: number;
}

export interface Answers {
	readonly scan: Scan;
	/** Those in which somebody was named. */
	readonly logs: readonly LogPart[];
	readonly rest: null;
}

export function carryOut(order: Order): Answers[Order["kind"]] {
	const { folder, person } = order;
	switch (order.kind) {
		case "scan":
			return scanFolder(folder, person, order.withIds);
		case "logs": {
			const erasing = erasingOf(order, "bytes");
			return order.files.filter((file) => rewriteLog(folder, file, erasing));
		}
		default:
			rewriteRest(folder, order);
			return null;
	}
}
