/**
 * Alerts that somebody has seen, kept over a restart in the data folder, so that what holds still is not new to who has
 * seen it. The audit log tells who and when for ever; this is what stands now. Whole or not at all.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/base/log.ts";
import type { Alert } from "./alerts.ts";

const fileName = "alerts.json";
const shape = z.array(
	z.object({
		id: z.string(),
		words: z.string(),
		raisedAt: z.number().int(),
		acknowledged: z.object({ at: z.number().int(), by: z.string() }),
	}),
);

/** Empty: none is kept, or the file cannot be read; then all are new. */
export async function readSeen(folder: string): Promise<readonly Alert[]> {
	try {
		const read = shape.safeParse(JSON.parse(await readFile(join(folder, fileName), "utf8")));
		return read.success ? read.data : [];
	} catch {
		return [];
	}
}

export interface SeenKeeper {
	/** Writes them behind what is being written; a disk that refuses is logged, for the alerts themselves go on. */
	keep(seen: readonly Alert[]): void;
	/** Resolves when all is written. */
	settled(): Promise<void>;
}

export function seenKeeper(folder: string, log: Log): SeenKeeper {
	const file = join(folder, fileName);
	let writing = Promise.resolve();
	return {
		keep(seen) {
			writing = writing
				.then(() => writeFile(`${file}.tmp`, `${JSON.stringify(seen)}\n`, { mode: 0o600 }))
				.then(() => rename(`${file}.tmp`, file))
				.catch((error: unknown) => log.warn("alerts that were seen could not be kept", { error: String(error) }));
		},
		settled: () => writing,
	};
}
