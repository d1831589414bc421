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

interface ListTexts {
	readonly texts: readonly ListText[];
	/** Why those that are missing among them are left out: a sentence; null: none is. */
	readonly left: string | null;
}

/** A sentence: why not one of them is read. */
export async function textsOf(files: readonly File[]): Promise<ListTexts | string> {
	if (files.length === 0) return "Nothing that can be read was dropped: save the list as a file first";
	if (files.length > MOST_FILES) return `${files.length} files are too many at once: at most ${MOST_FILES}`;
	if (files.reduce((bytes, { size }) => bytes + size, 0) > MOST_BYTES)
		return "Those files are too large for one call: use `greydesk whitelist import`, or parts of them";
	const read = await Promise.all(
		files.map(async (file) => ({ name: file.name.slice(0, 255), text: await textOf(file) })),
	);
	const texts: ListText[] = [];
	const binary: string[] = [];
	const unread: string[] = [];
	for (const { name, text } of read)
		if (text === null) unread.push(name);
		else if (text.includes("\0")) binary.push(name);
		else texts.push({ name, text });
	const are = (names: readonly string[], one: string, many: string) =>
		names.length === 0 ? "" : `${names.join(", ")} ${names.length === 1 ? one : many}`;
	const why = [
		are(binary, "is no text: choose the list that a person edits", "are no text: choose the lists that a person edits"),
		are(
			unread,
			"cannot be read: was it moved, or is it a folder?",
			"cannot be read: were they moved, or are they folders?",
		),
	].filter((words) => words !== "");
	const left = why.length === 0 ? null : why.join(". ");
	return texts.length === 0 && left !== null ? left : { texts, left };
}

async function textOf(file: File): Promise<string | null> {
	try {
		return await file.text();
	} catch {
		return null;
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
