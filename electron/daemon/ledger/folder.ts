/**
 * The greylist's folder: made with mode 0700, holding `secret` (32 random bytes, keys the triplet ids) and, where it
 * is for sample traffic, the marker `sample`. Real mail and sample traffic never share a folder.
 * Refuses with one sentence that says what to do.
 */
import { randomBytes } from "node:crypto";
import {
	accessSync,
	closeSync,
	constants,
	fsyncSync,
	linkSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../system/make-folder.ts";

export interface Folder {
	readonly path: string;
	readonly secret: Uint8Array;
	readonly sample: boolean;
}

const SECRET_BYTES = 32;

/** Makes or checks the folder. Throws an Error whose message is fit to show. */
export function prepareFolder(path: string, sample: boolean): Folder {
	try {
		makeFolder(path);
		accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
		const marked = markSample(path, sample);
		return { path, secret: readSecret(path), sample: marked };
	} catch (error) {
		throw inWords(path, error);
	}
}

function markSample(path: string, wanted: boolean): boolean {
	const names = readdirSync(path);
	if (names.includes("sample")) return true;
	if (!wanted) return false;
	if (names.includes("audit.ndjson") || names.includes("traffic"))
		throw new Refusal(`${path} holds the greylist of real mail: give sample traffic a folder of its own`);
	writeFileSync(join(path, "sample"), "This folder holds sample traffic only.\n", { mode: 0o600 });
	return true;
}

/** Linked into place whole, so that two first starts at once agree on one secret. */
function readSecret(path: string): Uint8Array {
	const file = join(path, "secret");
	const fresh = `${file}.${process.pid}.tmp`;
	try {
		return checkSecret(file);
	} catch (error) {
		if (codeOf(error) !== "ENOENT") throw error;
	}
	writeFileSync(fresh, randomBytes(SECRET_BYTES), { mode: 0o600, flush: true });
	try {
		linkSync(fresh, file);
	} catch (error) {
		if (codeOf(error) !== "EEXIST") throw error;
	} finally {
		rmSync(fresh, { force: true });
	}
	syncFolder(path);
	return checkSecret(file);
}

function checkSecret(file: string): Uint8Array {
	const secret = readFileSync(file);
	if (secret.length !== SECRET_BYTES)
		throw new Refusal(
			`${file} must hold ${SECRET_BYTES} bytes but holds ${secret.length}: put it back from a backup, for without it no known triplet is recognised`,
		);
	return secret;
}

/** Makes names in a folder as durable as the files they name. */
export function syncFolder(path: string): void {
	const fd = openSync(path, "r");
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}

class Refusal extends Error {}

export function codeOf(error: unknown): string {
	return error instanceof Error && "code" in error ? String(error.code) : "";
}

function inWords(path: string, error: unknown): Error {
	if (error instanceof Refusal) return error;
	const words = sentences[codeOf(error)];
	const cause = error instanceof Error ? error.message : String(error);
	return new Error(words === undefined ? `${path} cannot be used: ${cause}` : `${path} ${words} (${cause})`, {
		cause: error,
	});
}

const sentences: Readonly<Record<string, string>> = {
	EACCES:
		"may not be written by this user: make it writable for the user Greydesk runs as, or name another with --data",
	EPERM: "may not be written by this user: make it writable for the user Greydesk runs as, or name another with --data",
	EROFS: "lies on a file system that is mounted read-only: mount it read-write, or name another folder with --data",
	ENOTDIR: "is not a folder, or lies below a file: name a folder with --data",
	ENOENT: "lies on a file system that takes no new folders: name another folder with --data",
	ENOSPC: "lies on a full file system: make room and start again",
	EDQUOT: "lies on a file system where this user's quota is used up: make room and start again",
};
