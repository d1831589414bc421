/**
 * Looks for a person in every file of a daemon's folder, byte by byte: before an erasure, and after it as the proof. Of
 * the journal it also tells which triplets are theirs. Reads only; the history's database is asked by who can read it,
 * but its pages are looked through here too, wherever nobody else's address hides the person's.
 */
import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Finder, finderOf, type Person } from "../../../shared/base/person.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { historyName } from "../history/file-seal.ts";
import { auditName, filesOf, sizeOf } from "../ledger/journal-files.ts";
import { decodeLine } from "../ledger/line.ts";
import { readLines } from "../ledger/line-reader.ts";

export interface Scanned {
	/** Below the folder. */
	readonly name: string;
	readonly bytes: number;
	readonly mentions: number;
}

export interface Scan {
	readonly files: readonly Scanned[];
	/** Of triplets that are the person's, as far as the journal tells. */
	readonly ids: readonly string[];
}

const CHUNK = 8 << 20;
/** What belongs to one mention lies within so much. */
const AROUND = 2048;

/** `withIds`: the journal is read line by line, for the ids. */
export function scanFolder(folder: string, person: Person, withIds: boolean): Scan {
	const ids = new Set<string>();
	const finder = finderOf(person, "bytes");
	const pages = finderOf(person, "pages");
	const files = filesBelow(folder, "").flatMap((name) => {
		const path = join(folder, name);
		const bytes = sizeOf(path);
		// Somebody removed it meanwhile.
		if (bytes === null) return [];
		return [{ name, bytes, mentions: mentionsIn(path, name.startsWith(historyName) ? pages : finder) }];
	});
	const isNamed = new Set(files.filter(({ mentions }) => mentions > 0).map(({ name }) => name));
	const logs = [auditName, ...filesOf(folder, "traffic").map(({ name }) => name)];
	if (withIds) for (const name of logs) if (isNamed.has(name)) gatherIds(join(folder, name), finder, ids);
	return { files, ids: [...ids] };
}

/** Plain files of the folder and of those in it; sockets and the like hold nothing. */
function filesBelow(folder: string, below: string): readonly string[] {
	return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
		const name = below === "" ? entry.name : `${below}/${entry.name}`;
		if (entry.isDirectory()) return filesBelow(folder, name);
		return entry.isFile() ? [name] : [];
	});
}

/** Of a file of any size, part by part. */
export function mentionsIn(path: string, finder: Finder): number {
	const fd = openSync(path, "r");
	let mentions = 0;
	try {
		const bytes = Buffer.allocUnsafe(CHUNK + 2 * AROUND);
		for (let at = 0; ; at += CHUNK) {
			const from = Math.max(0, at - AROUND);
			const got = readSync(fd, bytes, 0, at - from + CHUNK + AROUND, from);
			if (got <= at - from) return mentions;
			mentions += finder.count(bytes.toString("latin1", 0, got), at - from, at - from + CHUNK);
		}
	} finally {
		closeSync(fd);
	}
}

function gatherIds(path: string, finder: Finder, into: Set<string>): void {
	for (const { bytes, start, end, whole } of readLines(path, 0)) {
		if (!whole || !finder.isIn(bytes.toString("latin1", start, end))) continue;
		const decoded = decodeLine(bytes, start, end);
		if (decoded.kind === "event") for (const id of idsOf(decoded.event, finder)) into.add(id);
	}
}

/** Ids of the triplets in an event that name the person themselves, not only stand beside one that does. */
function idsOf(event: PolicyEvent, finder: Finder): readonly string[] {
	if (event.kind === "deferred" || event.kind === "passed" || event.kind === "ignored-deferral")
		return event.triplet === null ? [] : [event.triplet];
	const lists = Object.values(event).flatMap((value) => (Array.isArray(value) ? value : []));
	return lists.flatMap((row) => {
		const { id, sender, recipient } = (row ?? {}) as Record<string, unknown>;
		if (typeof id !== "string" || typeof sender !== "string" || typeof recipient !== "string") return [];
		return finder.isIn(asBytes(`${sender} ${recipient}`)) ? [id] : [];
	});
}

function asBytes(text: string): string {
	return Buffer.from(text, "utf8").toString("latin1");
}
