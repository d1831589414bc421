/**
 * The hosts this desk was told of, in `desk.json` of its own folder. Written whole (temporary file, rename), so that a
 * torn file cannot happen; a file that cannot be read is set aside, never overwritten, and the desk begins without it.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/base/log.ts";

export const MOST_HOSTS = 100;

const rememberedShape = z.object({
	version: z.literal(1),
	hosts: z
		.array(z.object({ id: z.string().max(64), name: z.string().max(100), socket: z.string().max(107) }))
		.max(MOST_HOSTS),
});
export type Remembered = z.infer<typeof rememberedShape>["hosts"][number];

export interface HostFile {
	read(): Promise<readonly Remembered[]>;
	write(hosts: readonly Remembered[]): Promise<void>;
}

export function openHostFile(folder: string, log: Log): HostFile {
	const path = join(folder, "desk.json");
	return {
		async read() {
			const text = await readFile(path, "utf8").catch(() => null);
			if (text === null) return [];
			const read = rememberedShape.safeParse(parsed(text));
			if (read.success) return read.data.hosts;
			log.warn(`${path} cannot be read: it is kept as desk.json.unreadable, and the desk begins without other hosts`);
			await rename(path, `${path}.unreadable`).catch(() => undefined);
			return [];
		},
		async write(hosts) {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			await writeFile(`${path}.new`, `${JSON.stringify({ version: 1, hosts }, null, "\t")}\n`, { mode: 0o600 });
			await rename(`${path}.new`, path);
		},
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
