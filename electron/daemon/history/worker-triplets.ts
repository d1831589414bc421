/**
 * The triplets as a table of SQL behind the interface that `fold` writes to: so the history folds the journal by the
 * very code by which the live state is made. Changes of one batch are gathered and written once a row.
 */

import type { Database, SqlValue, Statement } from "sql.js";
import { firstPolicy } from "../../../shared/policy/memory-state.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type { GreylistState, RowStore, TripletTable } from "../../../shared/policy/state.ts";
import { addressKey } from "../../../shared/protocol/address-key.ts";
import { rowColumns } from "./schema.ts";

export interface TripletStore {
	/** What `fold` sees: triplets are kept, everything else is let go. */
	readonly state: GreylistState;
	/** The event that the next changes belong to. */
	at(seq: number): void;
	/** Writes what was gathered; inside a transaction. */
	flush(): void;
}

interface Change {
	row: TripletRow | null;
	seq: number;
}

/** What most events leave as it is: then no index over it, and none of its words, is written again. */
const steady = ["client", "clientName", "sender", "recipient", "firstSeenAt", "mayPassAt"] as const;
const moving = rowColumns.filter((name) => name !== "id" && !steady.some((one) => one === name));
const updateSql = `
UPDATE triplets SET
	placedSeq = CASE WHEN state IS NOT ?1 THEN ?2 ELSE placedSeq END, changedSeq = ?2,
	${moving.map((name, index) => `${name} = ?${name === "state" ? 1 : index + 3}`).join(", ")}
WHERE id = ?${moving.length + 3}
	AND ${steady.map((name, index) => `${name} IS ?${moving.length + 4 + index} COLLATE BINARY`).join(" AND ")}`;

const kept = rowColumns.filter((name) => name !== "id");
const placed = ["sender", "recipient", "client", "state", "firstSeenAt", "mayPassAt"];
const upsertSql = `
INSERT INTO triplets (${rowColumns.join(", ")}, address, changedSeq, placedSeq)
VALUES (${rowColumns.map(() => "?").join(", ")}, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET
	placedSeq = CASE WHEN ${placed.map((name) => `${name} IS NOT excluded.${name}`).join(" OR ")}
		THEN excluded.placedSeq ELSE placedSeq END,
	${kept.map((name) => `${name} = excluded.${name}`).join(", ")},
	address = excluded.address, changedSeq = excluded.changedSeq`;

export const selectRow = rowColumns.map((name) => `triplets.${name}`).join(", ");

export function openTripletStore(db: Database): TripletStore {
	const upsert = db.prepare(upsertSql);
	const update = db.prepare(updateSql);
	const remove = db.prepare("DELETE FROM triplets WHERE id = ?");
	const find = db.prepare(`SELECT ${selectRow} FROM triplets WHERE id = ?`);
	const changes = new Map<string, Change>();
	let seq = 0;

	function change(id: string, row: TripletRow | null): void {
		const before = changes.get(id);
		if (before === undefined) changes.set(id, { row, seq });
		else {
			before.row = row;
			before.seq = seq;
		}
	}

	/** Whether the row is there, and what is steady is as it was: then it is written. */
	function moved(row: TripletRow, changedSeq: number): boolean {
		update.run([row.state, changedSeq, ...valuesOf(row, moving), row.id, ...valuesOf(row, steady)]);
		return db.getRowsModified() > 0;
	}

	const triplets: TripletTable = {
		get size() {
			return Number(db.exec("SELECT count(*) FROM triplets")[0]?.values[0]?.[0] ?? 0);
		},
		get(id) {
			const changed = changes.get(id);
			return changed === undefined ? rowsOf(find, [id])[0] : (changed.row ?? undefined);
		},
		set: (id, row) => change(id, row),
		delete: (id) => change(id, null),
		// Bounds are kept where mail is decided; nobody asks here.
		values: () => [],
		count: () => 0,
		mayWait: () => false,
		waitingIn: () => 0,
		oldestSingle: () => undefined,
	};
	return {
		state: {
			triplets,
			approvals: ignored(),
			autoWhitelists: ignored(),
			whitelistUses: ignored(),
			gaps: ignored(),
			passes: ignored(),
			correspondents: ignored(),
			actions: ignored(),
			policy: firstPolicy,
		},
		at(next) {
			seq = next;
		},
		flush() {
			for (const [id, { row, seq: changedSeq }] of changes) {
				if (row === null) remove.run([id]);
				else if (row.attempts < 2 || !moved(row, changedSeq))
					upsert.run([...valuesOf(row, rowColumns), addressKey(row.client), changedSeq, changedSeq]);
			}
			changes.clear();
		},
	};
}

function ignored<Row>(): RowStore<Row> {
	return { size: 0, get: () => undefined, set: () => undefined, delete: () => undefined, values: () => [] };
}

function valuesOf(row: TripletRow, names: readonly (keyof TripletRow)[]): SqlValue[] {
	return names.map((name) => {
		const value = row[name];
		return typeof value === "boolean" ? Number(value) : value;
	});
}

/** Rows of a statement over `selectRow`. */
export function rowsOf(statement: Statement, values: readonly SqlValue[]): TripletRow[] {
	const rows: TripletRow[] = [];
	statement.bind([...values]);
	while (statement.step()) rows.push(rowOf(statement.get()));
	statement.reset();
	return rows;
}

/** `values` begin with the columns of `selectRow`. */
export function rowOf(values: readonly SqlValue[]): TripletRow {
	const entries = rowColumns.map((name, index) => [name, values[index] ?? null] as const);
	const row = Object.fromEntries(entries);
	// Written by `valuesOf`; the schema keeps what may not be NULL.
	return { ...row, shadow: row.shadow === 1 } as unknown as TripletRow;
}
