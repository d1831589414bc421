/**
 * A mail kept as a file, read for the page to show: a regular file whose name ends in .eml, 256 KiB of it at most.
 * Nothing else on the disk is read by this road, whoever names it: no device, no folder, no other ending.
 */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";

const MOST_BYTES = 256 * 1024;
const LONGEST_NAME = 255;
const LONGEST_WORD = 8192;

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

/**
 * The path of the mail that a word of a start means, or null: a path or a `file:` address (desktops send either) that
 * ends in .eml. A relative one counts from the folder that the start was made in.
 */
export function mailPathOf(word: string, folder: string): string | null {
	if (word.length > LONGEST_WORD || word.startsWith("-") || word.includes("\0")) return null;
	const path = /^file:/i.test(word) ? pathOfUrl(word) : /^[a-z][a-z\d+.-]+:/i.test(word) ? null : resolve(folder, word);
	return path !== null && /\.eml$/i.test(path) ? path : null;
}

function pathOfUrl(word: string): string | null {
	try {
		// Throws where it names another machine, or hides a slash.
		const path = fileURLToPath(word);
		return path.includes("\0") ? null : path;
	} catch {
		return null;
	}
}

/** A problem is one sentence with the mend. */
export async function readMailFile(path: string): Promise<Outcome<MailFile>> {
	if (!isAbsolute(path) || mailPathOf(path, "/") === null) return bad("Only files ending in .eml are opened");
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
