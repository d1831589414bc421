/** Sends rows that were read from another greylister's files to a daemon, in calls that go on with one action. */
import type { ForeignRows } from "../../../shared/analysis/greylist-files/foreign-rows.ts";
import type { Greylister } from "../../../shared/policy/foreign-keys.ts";
import {
	type ImportedTriplets,
	importTriplets,
	MOST_ROWS_PER_CALL,
	type WantedRows,
} from "../../../shared/protocol/import-routes.ts";
import { ask, type Host } from "../ask.ts";

/** A body may have 1 MiB. */
const MOST_BYTES = 900_000;
/** An undo takes so many back; beyond, a second action begins. */
const ROWS_PER_ACTION = 200_000;

export interface Sending {
	readonly from: Greylister;
	readonly reason: string;
	readonly dryRun: boolean;
}

export interface Sent {
	readonly actions: readonly string[];
	readonly count: number;
	readonly tally: Pick<ImportedTriplets, "waiting" | "passed" | "autoWhitelists" | "known" | "ended" | "failed">;
}

export async function sendRows(host: Host, rows: ForeignRows, sending: Sending): Promise<Sent> {
	const actions: string[] = [];
	const tally = { waiting: 0, passed: 0, autoWhitelists: 0, known: 0, ended: 0 };
	const failed: { id: string; why: string }[] = [];
	let count = 0;
	let inAction = 0;
	for (const part of partsOf(rows)) {
		const size = (part.triplets?.length ?? 0) + (part.autoWhitelists?.length ?? 0);
		const action = inAction + size > ROWS_PER_ACTION ? undefined : actions.at(-1);
		if (action === undefined) inAction = 0;
		const body = { ...part, ...sending, ...(action === undefined ? {} : { action }) };
		const reply = await ask(host, importTriplets, { body });
		for (const name of ["waiting", "passed", "autoWhitelists", "known", "ended"] as const) tally[name] += reply[name];
		failed.push(...reply.failed);
		if (reply.acted === null) continue;
		if (reply.acted.actionId !== action) actions.push(reply.acted.actionId);
		count += reply.acted.count;
		inAction += size;
	}
	return { actions, count, tally: { ...tally, failed } };
}

function* partsOf({
	triplets,
	autoWhitelists,
}: ForeignRows): Generator<Pick<WantedRows, "triplets" | "autoWhitelists">> {
	for (const part of cut(triplets)) yield { triplets: part };
	for (const part of cut(autoWhitelists)) yield { autoWhitelists: part };
}

function* cut<Row>(rows: readonly Row[]): Generator<Row[]> {
	let part: Row[] = [];
	let bytes = 0;
	for (const row of rows) {
		const size = Buffer.byteLength(JSON.stringify(row)) + 1;
		if (part.length === MOST_ROWS_PER_CALL || (part.length > 0 && bytes + size > MOST_BYTES)) {
			yield part;
			part = [];
			bytes = 0;
		}
		part.push(row);
		bytes += size;
	}
	if (part.length > 0) yield part;
}
