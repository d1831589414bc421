/**
 * Makes a journal fit to go on: damaged bytes are set aside in `damaged/` (never deleted), a torn tail is then cut off.
 * Damage in the middle stays in its file, where readers step over it; it is told once, when it is first set aside.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { syncFolder } from "./folder.ts";
import { sizeOf } from "./journal-files.ts";
import type { Damage } from "./log-cursor.ts";
import type { Replayed } from "./replay.ts";

export interface Mended {
	readonly tailCut: boolean;
	/** Damage in the middle that nobody was told of yet. */
	readonly news: readonly Damage[];
	/** Where the bytes lie now. */
	readonly setAside: readonly string[];
}

export const damagedFolder = "damaged";
const CHUNK = 1 << 20;

export function mend(folder: string, { audit, traffic, badSnapshots }: Replayed): Mended {
	return setAside(folder, [...audit.damage, ...traffic.damage], badSnapshots);
}

/** Whether the bytes were set aside before. */
export function isAside(folder: string, part: Damage): boolean {
	return sizeOf(join(folder, asideName(part))) === part.length;
}

/** What is damaged, by whoever found it. */
export function setAside(
	folder: string,
	damage: readonly Damage[],
	badSnapshots: readonly { readonly name: string }[],
): Mended {
	const news: Damage[] = [];
	const aside: string[] = [];
	if (damage.length + badSnapshots.length > 0) mkdirSync(join(folder, damagedFolder), { recursive: true, mode: 0o700 });
	for (const part of damage) {
		if (!part.tail && isAside(folder, part)) continue;
		aside.push(copyPart(folder, part, free(folder, asideName(part))));
		if (!part.tail) news.push(part);
	}
	for (const { name } of badSnapshots) {
		const place = free(folder, `${damagedFolder}/${name}`);
		renameSync(join(folder, name), join(folder, place));
		aside.push(place);
	}
	if (aside.length > 0) syncFolder(join(folder, damagedFolder));
	const tails = damage.filter((part) => part.tail);
	// Only now that the bytes are safe elsewhere.
	for (const { name, offset } of tails) cut(join(folder, name), offset);
	return { tailCut: tails.length > 0, news, setAside: aside };
}

function asideName({ name, offset, length }: Damage): string {
	return `${damagedFolder}/${basename(name, ".ndjson")}-${offset}-${length}`;
}

function copyPart(folder: string, part: Damage, name: string): string {
	const from = openSync(join(folder, part.name), "r");
	const into = openSync(join(folder, name), "w", 0o600);
	try {
		for (let done = 0; done < part.length; ) {
			const bytes = Buffer.alloc(Math.min(CHUNK, part.length - done));
			const got = readSync(from, bytes, 0, bytes.length, part.offset + done);
			if (got === 0) break;
			writeFileSync(into, bytes.subarray(0, got));
			done += got;
		}
		fsyncSync(into);
		return name;
	} finally {
		closeSync(from);
		closeSync(into);
	}
}

/** Tails at one place may be cut more than once in the life of a log. */
function free(folder: string, name: string): string {
	let candidate = name;
	for (let number = 2; sizeOf(join(folder, candidate)) !== null; number++) candidate = `${name}.${number}`;
	return candidate;
}

function cut(path: string, size: number): void {
	truncateSync(path, size);
	const fd = openSync(path, "r+");
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}
