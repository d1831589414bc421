/**
 * What a start of the app may say. The first one: `--data=DIR`, a `greydesk:` link, mails to open. A later one reaches
 * the app that runs already, and may say only the latter two; switches, paths to anything else and foreign schemes are
 * left out, whoever wrote them.
 */
import { resolve } from "node:path";
import { LINK_SCHEME, readLink } from "../../shared/protocol/link.ts";
import { meansMailFile } from "./mail-file.ts";

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

const LONGEST_OUTSIDE = 2048;

/** The address where a link to the outside may be shown by the system's browser: https only, and no password in it. */
export function outsideLink(text: string): string | null {
	if (text.length > LONGEST_OUTSIDE || !URL.canParse(text)) return null;
	const url = new URL(text);
	return url.protocol === "https:" && url.username === "" && url.password === "" ? url.href : null;
}
