/**
 * What a start of the app may say. The first one: `--data=DIR`, a `greydesk:` link, mails to open. A later one reaches
 * the app that runs already, and may say only the latter two; switches, paths to anything else and foreign schemes are
 * left out, whoever wrote them.
 */
import { resolve } from "node:path";
import { LINK_SCHEME, readLink } from "../../shared/protocol/link.ts";
import { type MailFile, meansMailFile, readMailFile } from "./mail-file.ts";

export interface Handed {
	/** Fragment of the page to go to. */
	readonly hash: string | null;
	/** Why a link was not followed, in one sentence. */
	readonly problem: string | null;
	/** Path of a mail to open. */
	readonly file: string | null;
}

export interface FirstStart extends Handed {
	/** Folder of the embedded daemon; null: the usual one. */
	readonly dataDir: string | null;
}

const DATA = "--data=";

/** `words` may begin with the program; nothing of it looks like what is meant here. */
export function readHanded(words: readonly string[]): Handed {
	const link = words.find((word) => word.startsWith(LINK_SCHEME));
	const file = words.find(meansMailFile) ?? null;
	if (link === undefined) return { hash: null, problem: null, file };
	const read = readLink(link);
	return read.ok ? { hash: read.value, problem: null, file } : { hash: null, problem: read.problem, file };
}

export function readFirstStart(words: readonly string[]): FirstStart {
	const data = words.find((word) => word.startsWith(DATA))?.slice(DATA.length);
	return { ...readHanded(words), dataDir: data === undefined || data === "" ? null : resolve(data) };
}

/** What a start is handed over to. */
export interface Receiver {
	focus(): void;
	go(hash: string): void;
	show(file: MailFile): void;
	/** For whoever reads what the app prints. */
	note(words: string): void;
	/** For the person who wanted to see a mail. */
	complain(words: string): void;
}

/** Does what the words of a start mean. A link that is refused may be anybody's: it is a note, no more. */
export async function handOver(words: readonly string[], to: Receiver): Promise<void> {
	const { hash, problem, file } = readHanded(words);
	if (problem !== null) to.note(`a link was refused: ${problem}`);
	if (hash === null) to.focus();
	else to.go(hash);
	if (file === null) return;
	const read = await readMailFile(file);
	if (read.ok) to.show(read.value);
	else to.complain(read.problem);
}

const LONGEST_OUTSIDE = 2048;

/** The address where a link to the outside may be shown by the system's browser: https only, and no password in it. */
export function outsideLink(text: string): string | null {
	if (text.length > LONGEST_OUTSIDE || !URL.canParse(text)) return null;
	const url = new URL(text);
	return url.protocol === "https:" && url.username === "" && url.password === "" ? url.href : null;
}
