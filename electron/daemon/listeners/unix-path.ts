/**
 * The place of a unix socket before it is bound. A file that a dead owner left is removed; one that somebody answers
 * on is an error with words; anything that is no socket is never touched.
 */
import { chmod, lstat, mkdir, unlink } from "node:fs/promises";
import { connect, type Server } from "node:net";
import { dirname } from "node:path";

const ANSWER_MS = 2000;

/** Makes `path` free to be bound. Throws trouble in words. */
export async function freePath(path: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const there = await lstat(path).catch(() => null);
	if (there === null) return;
	if (!there.isSocket())
		throw new Error(`${path} is there already and is no socket; move it away or name another path.`);
	if (await answers(path)) throw new Error(`Somebody listens on ${path} already; stop it or name another path.`);
	await unlink(path);
}

/** Binds a server to a path and gives the file its mode. */
export async function bindPath(server: Server, path: string, mode: number): Promise<void> {
	await freePath(path);
	await listening(server, () => server.listen(path));
	await chmod(path, mode);
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

function answers(path: string): Promise<boolean> {
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
