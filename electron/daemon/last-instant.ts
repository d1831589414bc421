/**
 * The last instant a folder has seen, read from the ends of its logs before anything else is opened: the clock needs
 * it to not run backwards between two runs. Bounded: the last 256 KiB of the audit log and the two newest segments.
 */
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";

const TAIL_BYTES = 256 * 1024;
// A quote inside foreign text is escaped in JSON, so that this finds fields of ours alone.
const INSTANT = /"at":(\d{12,15})[,}]/g;

/** Epoch milliseconds; `null` where the folder is new. */
export async function lastInstantOf(folder: string): Promise<number | null> {
	const segments = await readdir(join(folder, "traffic")).catch(() => []);
	const newest = segments.filter((name) => name.endsWith(".ndjson")).sort();
	const files = [join(folder, "audit.ndjson"), ...newest.slice(-2).map((name) => join(folder, "traffic", name))];
	let last: number | null = null;
	for (const file of files) {
		for (const match of (await tailOf(file)).matchAll(INSTANT)) last = Math.max(last ?? 0, Number(match[1]));
	}
	return last;
}

async function tailOf(path: string): Promise<string> {
	try {
		const file = await open(path, "r");
		try {
			const { size } = await file.stat();
			const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
			await file.read(bytes, 0, bytes.length, size - bytes.length);
			return bytes.toString("latin1");
		} finally {
			await file.close();
		}
	} catch {
		return "";
	}
}
