/**
 * What a start of the app may say. The first one: `--data=DIR`, a `greydesk:` link, mails to open. A later one reaches
 * the app that runs already, and may say only the latter two; switches, paths to anything else and foreign schemes are
 * left out, whoever wrote them.
 */
import { resolve } from "node:path";
import { LINK_SCHEME, readLink } from "../../shared/protocol/link.ts";
import { type MailFile, mailPathOf, readMailFile } from "./mail-file.ts";

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

/**
 * `words` may begin with the program; nothing of it looks like what is meant here. `folder` is where the start was made:
 * a relative path of a mail counts from there.
 */
export function readHanded(words: readonly string[], folder: string): Handed {
	const link = words.find((word) => word.startsWith(LINK_SCHEME));
	const file = words.map((word) => mailPathOf(word, folder)).find((path) => path !== null) ?? null;
	if (link === undefined) return { hash: null, problem: null, file };
	const read = readLink(link);
	return read.ok ? { hash: read.value, problem: null, file } : { hash: null, problem: read.problem, file };
}

export function readFirstStart(words: readonly string[], folder: string): FirstStart {
	const data = words.find((word) => word.startsWith(DATA))?.slice(DATA.length);
	return { ...readHanded(words, folder), dataDir: data === undefined || data === "" ? null : resolve(folder, data) };
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

export interface Start {
	readonly words: readonly string[];
	/** Where it was made. */
	readonly folder: string;
}

/** Does what the words of a start mean. A link that is refused may be anybody's: it is a note, no more. */
export async function handOver({ words, folder }: Start, to: Receiver): Promise<void> {
	const { hash, problem, file } = readHanded(words, folder);
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
