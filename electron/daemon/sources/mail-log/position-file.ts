/** The place in the mail log where this run stands, kept in the data folder; whole or not at all. */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { SavedPosition } from "./source.ts";

const fileName = "mail-log.json";
const place = z.number().int().min(0);
const shape = z.object({
	path: z.string(),
	device: place,
	inode: place,
	offset: place,
	headBytes: place.max(4096),
	head: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `null`: none is kept, or it cannot be read; then the log is followed from its end. */
export async function readPosition(folder: string): Promise<SavedPosition | null> {
	try {
		const read = shape.safeParse(JSON.parse(await readFile(join(folder, fileName), "utf8")));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

/** Throws as the disk does. */
export async function writePosition(folder: string, position: SavedPosition): Promise<void> {
	const file = join(folder, fileName);
	await writeFile(`${file}.tmp`, `${JSON.stringify(position)}\n`, { mode: 0o600 });
	await rename(`${file}.tmp`, file);
}
