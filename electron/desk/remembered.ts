/**
 * The hosts this desk was told of, in `desk.json` of its own folder. Written whole (temporary file, rename), so that a
 * torn file cannot happen; a file that cannot be read is set aside, never overwritten, and the desk begins without it.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Log } from "../../shared/base/log.ts";
import { type HostColour, hostColours } from "../../shared/protocol/desk.ts";
import { makeFolder } from "../system/make-folder.ts";

export const MOST_HOSTS = 100;

/** How a host looks and what it is kept from; the person's choice. */
export interface HostLook {
	readonly name: string;
	readonly colour: HostColour | null;
	readonly readOnly: boolean;
}
export interface Remembered extends HostLook {
	readonly id: string;
	/** `unix:/path` or `ssh://…`. */
	readonly address: string;
}
export interface Memory {
	readonly hosts: readonly Remembered[];
	/** Of hosts that the desk has by itself, by id. */
	readonly own: Readonly<Record<string, HostLook>>;
}
const nothing: Memory = { hosts: [], own: {} };

const lookShape = z.object({
	name: z.string().max(100),
	colour: z.enum(hostColours).nullable().catch(null),
	// What cannot be read must not let acts through.
	readOnly: z.boolean().catch(true),
});
const memoryShape = z.object({
	version: z.literal(2),
	hosts: z.array(lookShape.extend({ id: z.string().max(64), address: z.string().max(500) })).max(MOST_HOSTS),
	own: z.record(z.string().max(64), lookShape),
});
/** As it was written before hosts over ssh. */
const olderShape = z.object({
	version: z.literal(1),
	hosts: z
		.array(z.object({ id: z.string().max(64), name: z.string().max(100), socket: z.string().max(107) }))
		.max(MOST_HOSTS),
});
const eitherShape = z.union([
	memoryShape,
	olderShape.transform(({ hosts }): Memory => {
		const look = { colour: null, readOnly: false };
		return { hosts: hosts.map(({ id, name, socket }) => ({ id, name, address: `unix:${socket}`, ...look })), own: {} };
	}),
]);

export interface HostFile {
	read(): Promise<Memory>;
	write(memory: Memory): Promise<void>;
}

export function openHostFile(folder: string, log: Log): HostFile {
	const path = join(folder, "desk.json");
	// One after the other: the last one told is the one that stays.
	let written = Promise.resolve();
	const writeNow = async (memory: Memory) => {
		try {
			makeFolder(folder);
			await writeFile(`${path}.new`, `${JSON.stringify({ version: 2, ...memory }, null, "\t")}\n`, { mode: 0o600 });
			await rename(`${path}.new`, path);
		} catch (error) {
			log.warn(`${path} cannot be written: hosts are known until the desk closes`, { error: String(error) });
		}
	};
	return {
		async read() {
			const text = await readFile(path, "utf8").catch(() => null);
			if (text === null) return nothing;
			const read = eitherShape.safeParse(parsed(text));
			if (read.success) return { hosts: read.data.hosts, own: read.data.own };
			log.warn(`${path} cannot be read: it is kept as desk.json.unreadable, and the desk begins without other hosts`);
			await rename(path, `${path}.unreadable`).catch(() => undefined);
			return nothing;
		},
		write(memory) {
			written = written.then(() => writeNow(memory));
			return written;
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
