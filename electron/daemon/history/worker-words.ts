/**
 * Brings new triplets into the full-text index many at once: each writing of it costs as much as dozens of words. Who
 * searches by words catches up first; who deletes or changes a row that is not in it yet has nothing to do (schema.ts).
 */
import type { Database } from "sql.js";
import { indexedWords } from "./schema.ts";

export interface Words {
	/** Where so many rows wait that it is worth it; inside a transaction. */
	keepUp(): void;
	/** All that wait. */
	catchUp(): void;
}

/** Of the numbers of rows: as many rows wait at most. */
const ROWS = 500;

export function openWords(db: Database): Words {
	const last = db.prepare("SELECT (SELECT max(rowid) FROM triplets), upTo FROM words_done");
	const names = indexedWords.join(", ");
	const add = db.prepare(
		`INSERT INTO words(docid, ${names}) SELECT rowid, ${names} FROM triplets WHERE rowid > ? AND rowid <= ?`,
	);

	function addFrom(least: number): void {
		const [newest = 0, upTo = 0] = last.get([]).map(Number);
		last.reset();
		if (newest - upTo < least) return;
		add.run([upTo, newest]);
		db.run("UPDATE words_done SET upTo = ?", [newest]);
	}

	return { keepUp: () => addFrom(ROWS), catchUp: () => addFrom(1) };
}
