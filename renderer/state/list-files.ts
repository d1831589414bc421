/** Files of somebody else's whitelists, as the host takes them: chosen or dropped, text only, no more than a call holds. */
import type { z } from "zod";
import type { ListFormat } from "../../shared/analysis/whitelist-files/read-list.ts";
import type { Send } from "../../shared/protocol/client.ts";
import { importWhitelists } from "../../shared/protocol/whitelist-routes.ts";
import { ask } from "./ask.ts";

const MOST_FILES = 20;
/** A call's body may have 1 MiB. */
const MOST_BYTES = 900_000;

export interface ListText {
	readonly name: string;
	readonly text: string;
}

/** A sentence: why not one of them is read. */
export async function textsOf(files: readonly File[]): Promise<readonly ListText[] | string> {
	if (files.length === 0) return "Nothing that can be read was dropped: save the list as a file first";
	if (files.length > MOST_FILES) return `${files.length} files are too many at once: at most ${MOST_FILES}`;
	if (files.reduce((bytes, { size }) => bytes + size, 0) > MOST_BYTES)
		return "Those files are too large for one call: use `greydesk whitelist import`, or parts of them";
	try {
		const texts = await Promise.all(
			files.map(async (file) => ({ name: file.name.slice(0, 255), text: await file.text() })),
		);
		const binary = texts.find(({ text }) => text.includes("\0"));
		return binary === undefined ? texts : `${binary.name} is no text: choose the list that a person edits`;
	} catch {
		return "A file cannot be read: was it moved, or is it a folder?";
	}
}

export interface Importing {
	readonly files: readonly ListText[];
	/** Null: told by the names. */
	readonly format: ListFormat | null;
	readonly reason: string;
}

export type ImportTold = z.infer<typeof importWhitelists.reply>;

/** What the host makes of them; nothing is changed. */
export function tryImport(send: Send, importing: Importing) {
	return ask(send, importWhitelists, { body: { ...bodyOf(importing), dryRun: true } });
}

export function importFiles(send: Send, importing: Importing) {
	const headers = { "idempotency-key": crypto.randomUUID() };
	return ask(send, importWhitelists, { body: bodyOf(importing), headers });
}

function bodyOf({ files, format, reason }: Importing) {
	return { files: files.map((file) => (format === null ? file : { ...file, format })), reason };
}
