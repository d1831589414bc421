/**
 * The database file: `history.sqlite`, an SQLite file with 12 bytes of checksum behind it. It is read whole at the
 * start and written whole now and then: beside the old one, synced, renamed. It holds the position of the journal up
 * to which it was made; where that journal is another one now, or the file is damaged or of another version, it is set
 * aside and everything is made anew from the journal.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import initSqlJs, { type Database, type SqlJsStatic } from "sql.js";
import { isErasedAt } from "../ledger/erased-mark.ts";
import { isMarked } from "../ledger/journal-files.ts";
import { historyName as fileName, setAside, trailerOf, unsealed } from "./file-seal.ts";
import type { Marks } from "./follow.ts";
import { pragmas, SCHEMA_VERSION, schema } from "./schema.ts";
import type { Origin } from "./worker-origin.ts";

/** What is remembered beside the tables. */
export interface Stored extends Marks {
	/** When the first event it knows of happened; `null`: none yet. Before that, nothing is known. */
	readonly beganAt: number | null;
	/** When the last one happened. */
	readonly lastAt: number;
	/** Missing in files of before it was told: from the first event on. */
	readonly origin?: Origin;
}

export interface Opened {
	readonly db: Database;
	readonly stored: Stored;
	/** In words, where the file could not be used. */
	readonly note: string | null;
}

const nothing: Stored = { seq: 0, audit: null, traffic: null, beganAt: null, lastAt: 0 };

export async function openDatabase(folder: string): Promise<Opened> {
	const sql = await startSql();
	const path = join(folder, fileName);
	if (existsSync(path)) {
		const read = readDatabase(sql, folder, path);
		if (typeof read !== "string") return { ...read, note: null };
		setAside(folder);
		return { db: freshDatabase(sql), stored: nothing, note: `${fileName} ${read}: it is made anew from the journal` };
	}
	return { db: freshDatabase(sql), stored: nothing, note: null };
}

async function startSql(): Promise<SqlJsStatic> {
	const wasm = readFileSync(new URL("./sql-wasm.wasm", import.meta.url));
	const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength);
	const options = { wasmBinary, useOldExtensionFunctions: false };
	return initSqlJs(options as Parameters<typeof initSqlJs>[0]);
}

function freshDatabase(sql: SqlJsStatic): Database {
	const db = new sql.Database();
	db.exec(pragmas);
	db.exec(schema);
	return db;
}

/** Why it cannot be used, in words, or the database. */
function readDatabase(sql: SqlJsStatic, folder: string, path: string): { db: Database; stored: Stored } | string {
	const content = unsealed(readFileSync(path));
	if (content === null) return "is damaged";
	let db: Database | null = null;
	try {
		db = new sql.Database(content);
		const version = Number(db.exec("PRAGMA user_version")[0]?.values[0]?.[0]);
		if (version !== SCHEMA_VERSION) return discard(db, `is of version ${version}, not ${SCHEMA_VERSION}`);
		const stored: Stored = JSON.parse(String(db.exec("SELECT json FROM position")[0]?.values[0]?.[0]));
		for (const mark of [stored.audit, stored.traffic])
			if (mark !== null && !isMarked(folder, mark) && !isErasedAt(folder, mark, stored.seq))
				return discard(db, "was made from another journal");
		db.exec(pragmas);
		return { db, stored };
	} catch (error) {
		db?.close();
		return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
	}
}

function discard(db: Database, why: string): string {
	db.close();
	return why;
}

/** Outside a transaction only. Throws what the system said; the old file stays then. */
export function saveDatabase(db: Database, folder: string, stored: Stored): void {
	db.run("INSERT OR REPLACE INTO position(only, json) VALUES (1, ?)", [JSON.stringify(stored)]);
	const content = db.export();
	const path = join(folder, fileName);
	const fd = openSync(`${path}.tmp`, "w", 0o600);
	try {
		writeWhole(fd, content);
		writeWhole(fd, Buffer.from(trailerOf(content), "latin1"));
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	renameSync(`${path}.tmp`, path);
	const directory = openSync(folder, "r");
	try {
		fsyncSync(directory);
	} finally {
		closeSync(directory);
	}
}

function writeWhole(fd: number, bytes: Uint8Array): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(fd, bytes, done, bytes.length - done);
}
