/**
 * sqlgrey's tables out of a dump, as `sqlite3 .dump`, `pg_dump` (COPY or --inserts) and `mysqldump` write one: only rows
 * of its three tables are read, everything else is passed over, and nothing of it is ever run.
 */
import { type SqlgreyRow, type SqlgreyTable, sqlgreyTables } from "./sqlgrey-rows.ts";

type Field = string | null;

/** Whether a file begins like a dump, and not like settings. */
export function isDump(start: string): boolean {
	return /^(?:PRAGMA |BEGIN TRANSACTION|CREATE TABLE |-- (?:PostgreSQL|MySQL|MariaDB) )/m.test(start);
}

/** `seconds`: of a time without a zone, `2026-11-24 14:02:31.5`, as Unix time; MySQL's dumps write UTC and say so. */
export function* dumpRows(dump: string, seconds: (time: string, utc: boolean) => string | null): Generator<SqlgreyRow> {
	const mysql = /^-- (?:MySQL|MariaDB) dump/m.test(dump.slice(0, 4096));
	const utc = /TIME_ZONE='\+00:00'/.test(dump.slice(0, 65_536));
	const numbers = { connect: 0, from_awl: 0, domain_awl: 0 };
	const start = /^(?:INSERT INTO|COPY) (?:\w+\.)?["`]?(\w+)["`]?\s*(\([^)]*\))?\s*(VALUES|FROM stdin;\n)/gim;
	for (let at = start.exec(dump); at !== null; at = start.exec(dump)) {
		const [, table, columns, how = ""] = at;
		if (!isTable(table)) continue;
		const wanted = orderOf(table, columns);
		const read = /^VALUES$/i.test(how) ? values(dump, start.lastIndex, mysql) : copied(dump, start.lastIndex);
		for (const { fields, end } of read) {
			start.lastIndex = end;
			numbers[table] += 1;
			const ordered = wanted.map((index) => fields[index] ?? null);
			yield {
				table,
				number: numbers[table],
				fields: ordered.map((field) => timeless(field, (time) => seconds(time, utc))),
			};
		}
	}
}

function isTable(name: string | undefined): name is SqlgreyTable {
	return name !== undefined && Object.hasOwn(sqlgreyTables, name);
}

/** Where each of our columns stands in a row; without a list they stand as sqlgrey made them. */
function orderOf(table: SqlgreyTable, columns: string | undefined): readonly number[] {
	const ours: readonly string[] = sqlgreyTables[table];
	const theirs = columns?.match(/\w+/g) ?? ours;
	return ours.map((name) => theirs.indexOf(name));
}

function timeless(field: Field, seconds: (time: string) => string | null): Field {
	return field !== null && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(field) ? seconds(field) : field;
}

interface Read {
	readonly fields: readonly Field[];
	/** Behind the row. */
	readonly end: number;
}

/** `(..),(..);`: numbers, NULL and strings; ends at the first thing that is none of it. */
function* values(dump: string, from: number, backslashes: boolean): Generator<Read> {
	const string = backslashes ? /'((?:[^'\\]|\\[\s\S]|''){0,1000})'/y : /'((?:[^']|''){0,1000})'/y;
	const plain = /NULL|-?\d+(?:\.\d+)?/iy;
	const between = /\s*([(),])\s*/y;
	let at = from;
	let fields: Field[] = [];
	for (;;) {
		const sign = take(between, dump, at);
		if (sign === null) return;
		at = between.lastIndex;
		if (sign[1] === ")") {
			yield { fields, end: at };
			fields = [];
			continue;
		}
		// A comma between two rows is followed by the next one's bracket.
		if (sign[1] === "," && fields.length === 0) continue;
		const quoted = take(string, dump, at);
		const bare = quoted === null ? take(plain, dump, at) : null;
		if (quoted !== null) fields.push(unquoted(quoted[1] ?? "", backslashes));
		else if (bare !== null) fields.push(/^null$/i.test(bare[0]) ? null : bare[0]);
		else return;
		at = (quoted === null ? plain : string).lastIndex;
	}
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

function unquoted(text: string, backslashes: boolean): string {
	const single = text.replaceAll("''", "'");
	return backslashes ? single.replace(/\\([\s\S])/g, "$1") : single;
}

/** Lines of tabs until `\.`. */
function* copied(dump: string, from: number): Generator<Read> {
	for (let at = from; at < dump.length; ) {
		const newline = dump.indexOf("\n", at);
		const end = newline < 0 ? dump.length : newline + 1;
		const line = dump.slice(at, end).replace(/\r?\n$/, "");
		if (line === "\\.") return;
		yield { fields: line.split("\t").map((field) => (field === "\\N" ? null : field.replace(/\\(.)/g, "$1"))), end };
		at = end;
	}
}
