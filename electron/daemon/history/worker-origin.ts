/**
 * Where a history begins that is made anew. Old traffic is dropped from the journal, the audit log is not: then the
 * triplets come from a snapshot of the ledger, and of what happened before the traffic that is left nothing is told
 * but the actions on a triplet.
 */
import type { Database } from "sql.js";
import { filesOf } from "../ledger/journal-files.ts";
import { snapshotNames, tripletsIn } from "../ledger/snapshot.ts";
import type { TripletStore } from "./worker-triplets.ts";

export interface Origin {
	/** Events up to this one have gone into the triplets already. */
	readonly foldedSeq: number;
	/** Counts begin with this one. */
	readonly countedFrom: number;
}

const beginning: Origin = { foldedSeq: 0, countedFrom: 0 };
/** Rows between two writes. */
const ROWS = 5000;

export function originOf(db: Database, folder: string, triplets: TripletStore): Origin {
	const countedFrom = filesOf(folder, "traffic")[0]?.firstSeq ?? 0;
	if (countedFrom <= 1) return beginning;
	for (const name of snapshotNames) {
		db.exec("BEGIN");
		const foldedSeq = rowsFrom(folder, name, triplets);
		const fits = foldedSeq !== null && foldedSeq >= countedFrom - 1;
		db.exec(fits ? "COMMIT" : "ROLLBACK");
		if (fits) return { foldedSeq, countedFrom };
	}
	return beginning;
}

/** The number of the snapshot; `null` where there is none that can be read. */
function rowsFrom(folder: string, name: string, triplets: TripletStore): number | null {
	let rows = 0;
	triplets.at(0);
	const read = tripletsIn(folder, name, (row) => {
		triplets.state.triplets.set(row.id, row);
		if (++rows % ROWS === 0) triplets.flush();
	});
	triplets.flush();
	return read?.ok ? read.value : null;
}
