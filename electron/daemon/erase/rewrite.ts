/**
 * Files of the journal written anew beside the old ones, signs in the place of a person. A line keeps its number, its
 * place and its length (blanks follow its JSON, the checksum is made anew), so that every position that somebody keeps
 * stays right. A line that was damaged stays damaged. Nothing is put in place here. Throws what the system said.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { finderOf, type Person, type Writing } from "../../../shared/base/person.ts";
import { type Erasing, isNamedIn, withSigns } from "../../../shared/policy/erasure.ts";
import { trafficFolder } from "../ledger/journal-files.ts";
import { decodeLine } from "../ledger/line.ts";
import { type RawLine, readLines } from "../ledger/line-reader.ts";
import { signsOf } from "./signs.ts";

/** Checksum and space before the JSON. */
const LEAD = 9;
const CHUNK = 1 << 20;
const ENDING = ".erased";

/** Whom, under which key, and the ids of their triplets. */
export interface Keyed {
	readonly person: Person;
	readonly key: string;
	readonly ids: readonly string[];
}

export function erasingOf({ person, key, ids }: Keyed, writing: Writing): Erasing {
	return { finder: finderOf(person, writing), signs: signsOf(key), ids: new Set(ids) };
}

export function freshName(name: string): string {
	return `${name}${ENDING}`;
}

/** The first `bytes` of a file of the log, rewritten under `freshName`, whole lines; false: nobody is named there. */
export function rewriteLog(folder: string, file: { readonly name: string; readonly bytes: number }, erasing: Erasing) {
	const into = join(folder, freshName(file.name));
	const fd = openSync(into, "w", 0o600);
	let changed = false;
	let held: Buffer[] = [];
	let heldBytes = 0;
	const flush = () => {
		writeAll(fd, Buffer.concat(held));
		held = [];
		heldBytes = 0;
	};
	try {
		for (const line of readLines(join(folder, file.name), 0)) {
			if (line.offset + line.length > file.bytes) break;
			const rewritten = rewriteLine(line, erasing);
			changed ||= rewritten !== null;
			held.push(rewritten ?? Buffer.from(line.bytes.subarray(line.start, line.start + line.length)));
			heldBytes += line.length;
			if (heldBytes > CHUNK) flush();
		}
		flush();
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	if (!changed) rmSync(into, { force: true });
	return changed;
}

/** What an erasure that was cut short has left beside the journal. */
export function removeFresh(folder: string): void {
	for (const below of ["", trafficFolder])
		for (const name of existsSync(join(folder, below)) ? readdirSync(join(folder, below)) : [])
			if (name.endsWith(ENDING)) rmSync(join(folder, below, name), { force: true });
}

/** With its newline, of the same length; `null`: nobody is named in it. */
function rewriteLine({ bytes, start, end, whole }: RawLine, erasing: Erasing): Buffer | null {
	const text = bytes.toString("latin1", start, end);
	if (!isNamedIn(text, erasing)) return null;
	const isGood = whole && decodeLine(bytes, start, end).kind !== "broken";
	const signed = withSigns(text, erasing).padEnd(end - start, " ");
	const line = Buffer.from(whole ? `${signed}\n` : signed, "latin1");
	if (isGood)
		line.write(
			crc32(line.subarray(LEAD, end - start))
				.toString(16)
				.padStart(8, "0"),
			0,
			"latin1",
		);
	return line;
}

/** A file that nobody reads any more, such as damaged bytes that were set aside: rewritten in its whole length. */
export function rewriteRaw(bytes: Buffer, erasing: Erasing): Buffer {
	const { finder, signs } = erasing;
	return Buffer.from(
		finder.replace(bytes.toString("latin1"), (local, found) => signs.ofLocal(local).padEnd(found.length, "*")),
		"latin1",
	);
}

export function writeAll(fd: number, bytes: Buffer): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(fd, bytes, done, bytes.length - done);
}
