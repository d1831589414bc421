/**
 * A person removed from the history: their triplets, what the full-text search knows of them, and where their events
 * lie. The file is packed afterwards, so that nothing is left of them in pages that are not in use.
 */
import type { Database } from "sql.js";
import { type Finder, finderOf, type Person } from "../../../shared/base/person.ts";
import type { Mentions } from "./contract.ts";

const texts = ["sender", "senderKey", "recipient", "helo", "clientName", "clientKey"] as const;
const IDS = 500;

export function mentionsIn(db: Database, person: Person): Mentions {
	const finder = finderOf(person, "text");
	const pages = finderOf(person, "pages");
	let [named, similar] = [0, 0];
	for (const row of alike(db, person))
		for (const text of row.slice(1)) {
			if (finder.isIn(text)) named++;
			if (pages.isIn(Buffer.from(text, "utf8").toString("latin1"))) similar++;
		}
	return { named, alike: similar };
}

/** Outside a transaction only. Gives the number of triplets that are gone. */
export function eraseRows(db: Database, person: Person, others: readonly string[]): number {
	const finder = finderOf(person, "text");
	const ids = new Set(others);
	const named = [...alike(db, person)].filter((row) => namesIn(row, finder)).map(([id = ""]) => id);
	for (const id of named) ids.add(id);
	db.exec("BEGIN");
	try {
		const all = [...ids];
		for (let at = 0; at < all.length; at += IDS) {
			const some = all.slice(at, at + IDS);
			const marks = some.map(() => "?").join(", ");
			db.run(`DELETE FROM triplets WHERE id IN (${marks})`, some);
			db.run(`DELETE FROM events WHERE triplet IN (${marks})`, some);
		}
		// Words of rows that are gone stay in its index until that is written anew.
		if (ids.size > 0) db.run("INSERT INTO words(words) VALUES ('optimize')");
		db.exec("COMMIT");
	} catch (error) {
		db.exec("ROLLBACK");
		throw error;
	}
	if (ids.size > 0) db.exec("VACUUM");
	return named.length;
}

function namesIn(row: readonly string[], finder: Finder): boolean {
	return row.slice(1).some((text) => finder.isIn(text));
}

/** Id and text of rows that may name the person: SQL knows neither where a name begins nor letters beyond ASCII. */
function* alike(db: Database, { local }: Person): Generator<readonly string[]> {
	const isAscii = !/[^\u0020-\u007e]/.test(local);
	const like = isAscii ? `%${local.replace(/[\\%_]/g, "\\$&")}%` : "%";
	const where = texts.map((name) => `${name} LIKE ?1 ESCAPE '\\'`).join(" OR ");
	const statement = db.prepare(`SELECT id, ${texts.join(", ")} FROM triplets WHERE ${where}`);
	try {
		statement.bind([like]);
		while (statement.step()) yield statement.get().map((value) => String(value ?? ""));
	} finally {
		statement.free();
	}
}
