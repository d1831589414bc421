/**
 * A mail kept as a file, read for the page to show: a regular file whose name ends in .eml, 256 KiB of it at most.
 * Nothing else on the disk is read by this road, whoever names it: no device, no folder, no other ending.
 */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename, isAbsolute } from "node:path";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";

const MOST_BYTES = 256 * 1024;
const LONGEST_NAME = 255;

export interface MailFile {
	readonly name: string;
	readonly text: string;
	readonly bytes: number;
	readonly cut: boolean;
}

/** The mail the app was opened with last, in memory until the page has closed it. */
export interface OpenedFile {
	get(): MailFile | null;
	set(file: MailFile): void;
	/** False where there was none. */
	close(): boolean;
}

export function holdOpenedFile(): OpenedFile {
	let held: MailFile | null = null;
	return {
		get: () => held,
		set(file) {
			held = file;
		},
		close() {
			const was = held !== null;
			held = null;
			return was;
		},
	};
}

/** Whether an argument of a start means a mail to open: an absolute path, so that no folder decides what it is. */
export function meansMailFile(argument: string): boolean {
	return isAbsolute(argument) && /\.eml$/i.test(argument) && !argument.includes("\0");
}

/** A problem is one sentence with the mend. */
export async function readMailFile(path: string): Promise<Outcome<MailFile>> {
	if (!meansMailFile(path)) return bad("Only files ending in .eml are opened");
	try {
		// Not blocking: a named pipe with such an ending would wait for its writer for ever.
		const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			const about = await file.stat();
			if (!about.isFile()) return bad(`${path} is not a file: save the mail as an .eml file first`);
			const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
			const name = basename(path).replace(/\p{C}/gu, " ").slice(0, LONGEST_NAME);
			const text = buffer.toString("utf8", 0, bytesRead);
			return good({ name, text, bytes: about.size, cut: about.size > bytesRead });
		} finally {
			await file.close();
		}
	} catch (error) {
		return bad(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}
