/**
 * The place of a unix socket, before and while it is bound. A file that a dead owner left is removed; one that
 * somebody answers on is trouble in words, and so is anything that is no socket, which is never touched.
 */
import { chmodSync, existsSync, lstatSync, unlinkSync } from "node:fs";
import { connect, type Server } from "node:net";
import { dirname } from "node:path";
import { isMainThread } from "node:worker_threads";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";

/** sockaddr_un holds 108 bytes, the closing NUL among them. */
export const LONGEST_SOCKET_PATH = 107;
const ANSWER_MS = 2000;

/** The path itself where it fits; a problem is one sentence with the mend. */
export function socketPath(path: string): Outcome<string> {
	const bytes = Buffer.byteLength(path);
	if (bytes <= LONGEST_SOCKET_PATH) return good(path);
	return bad(
		`${path} has ${bytes} bytes, and the path of a socket at most ${LONGEST_SOCKET_PATH}: choose a shorter folder`,
	);
}

/** Binds a server to a path, which is made free before; the file never has a wider mode than asked. Throws trouble in words. */
export async function bindPath(server: Server, path: string, mode: number): Promise<void> {
	const fits = socketPath(path);
	if (!fits.ok) throw new Error(fits.problem);
	await freePath(path);
	try {
		// The socket is bound within this call. A thread has no mask of its own; its folder is open to its owner alone.
		await listening(server, () => {
			const before = isMainThread ? process.umask(0o777 & ~mode) : null;
			server.listen(path);
			if (before !== null) process.umask(before);
		});
		chmodSync(path, mode);
	} catch (error) {
		throw new Error(`Cannot listen on ${path}: ${bindWords(error, path)}`, { cause: error });
	}
}

/** Starts a server by `listen` and waits until it is bound. Throws what the system says. */
export function listening(server: Server, listen: () => void): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.once("listening", () => {
			server.off("error", reject);
			resolve();
		});
		listen();
	});
}

async function freePath(path: string): Promise<void> {
	const there = lookAt(path);
	if (there === undefined) return;
	if (!there.isSocket()) throw new Error(`${path} exists and is not a socket: move it away, or name another path`);
	if (await answersOn(path)) throw new Error(`Another daemon answers on ${path}: stop it, or name another path`);
	try {
		unlinkSync(path);
	} catch (error) {
		throw new Error(`The stale socket ${path} cannot be removed: ${String(error)}`, { cause: error });
	}
}

/** What cannot be looked at cannot be bound either: binding says why. */
function lookAt(path: string) {
	try {
		return lstatSync(path, { throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

/** Whether somebody is behind the socket at `path`; where that cannot be told, yes. */
export function answersOn(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(path);
		const end = (alive: boolean) => {
			socket.destroy();
			resolve(alive);
		};
		socket.once("connect", () => end(true));
		// Refused: nobody is behind the file. Any other trouble (no permission, full backlog): somebody may be.
		socket.once("error", (error: NodeJS.ErrnoException) =>
			end(error.code !== "ECONNREFUSED" && error.code !== "ENOENT"),
		);
		socket.setTimeout(ANSWER_MS, () => end(true));
	});
}

const sentences: Readonly<Record<string, string>> = {
	EACCES: "its folder may not be written by this user",
	ENOENT: "its folder is not there",
	ENOTDIR: "what should be its folder is a file",
	EROFS: "its file system is mounted read-only",
	// What Linux says of a folder that holds no sockets, such as /proc.
	EPERM: "its file system takes no sockets",
};

/** Node says EACCES where the folder is missing, too: libuv takes the two for one. */
function bindWords(error: unknown, path: string): string {
	const told = error instanceof Error && "code" in error ? String(error.code) : "";
	const code = told === "EACCES" && !existsSync(dirname(path)) ? "ENOENT" : told;
	return sentences[code] ?? (error instanceof Error ? error.message : String(error));
}
