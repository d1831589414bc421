/**
 * One daemon a folder. The lock is an abstract unix socket named by the folder's device and inode: the kernel drops it
 * with the process, `kill -9` too. Its holder tells who it is to whoever connects, in one JSON line. The name also
 * carries a hash of the folder's secret, so that a stranger on the machine cannot take it first.
 * Systems without abstract sockets get a socket file in the folder; a dead holder's file is recognised and removed.
 * Promises nothing across network namespaces: two containers must not share a folder.
 */
import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { codeOf, type Folder } from "./folder.ts";

export interface Holder {
	readonly pid: number;
	/** ISO 8601. */
	readonly since: string;
	readonly command: string;
}

export interface Lock {
	release(): Promise<void>;
}

const ASK_MS = 1000;
const MOST_BYTES = 4096;

/** Throws an Error that says who holds the folder where it is not free. */
export async function lockFolder(folder: Folder, self: Holder): Promise<Lock> {
	const address = addressOf(folder);
	for (let tries = 0; tries < 3; tries++) {
		const server = await listen(address, self);
		if (server !== null) return { release: () => close(server) };
		const holder = await ask(address);
		if (holder !== "gone") throw new Error(refusal(folder.path, holder));
		if (!address.startsWith("\0")) rmSync(address, { force: true });
	}
	throw new Error(`${folder.path} could not be locked: another process keeps taking ${address.replace("\0", "@")}`);
}

/** Who holds it; `null`: somebody who does not say who it is. */
export async function holderOf(folder: Pick<Folder, "path" | "secret">): Promise<Holder | null | "nobody"> {
	const holder = await ask(addressOf(folder));
	return holder === "gone" ? "nobody" : holder;
}

function addressOf(folder: Pick<Folder, "path" | "secret">): string {
	if (process.platform !== "linux") return join(folder.path, "lock.sock");
	const { dev, ino } = statSync(folder.path);
	const proof = createHash("sha256").update("lock").update(folder.secret).digest("hex").slice(0, 16);
	return `\0greydesk-${dev}-${ino}-${proof}`;
}

/** `null`: taken. */
function listen(address: string, self: Holder): Promise<Server | null> {
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => {
			socket.on("error", () => socket.destroy());
			socket.end(`${JSON.stringify(self)}\n`);
		});
		server.once("error", (error) => (codeOf(error) === "EADDRINUSE" ? resolve(null) : reject(error)));
		server.listen(address, () => {
			server.unref();
			resolve(server);
		});
	});
}

/** `null`: somebody holds it but does not say who, as a stopped process does. */
function ask(address: string): Promise<Holder | null | "gone"> {
	return new Promise((resolve) => {
		const socket = connect(address);
		let text = "";
		const finish = (found: Holder | null | "gone") => {
			socket.destroy();
			resolve(found);
		};
		socket.setTimeout(ASK_MS, () => finish(null));
		socket.once("error", (error) => finish(isGone(codeOf(error)) ? "gone" : null));
		socket.on("data", (chunk) => {
			text += chunk.toString("utf8");
			if (text.length > MOST_BYTES) finish(null);
		});
		socket.once("end", () => finish(parseHolder(text)));
	});
}

function isGone(code: string): boolean {
	return code === "ECONNREFUSED" || code === "ENOENT";
}

function parseHolder(text: string): Holder | null {
	try {
		const { pid, since, command } = JSON.parse(text);
		return { pid: Number(pid), since: String(since), command: String(command) };
	} catch {
		return null;
	}
}

function refusal(path: string, holder: Holder | null): string {
	const who =
		holder === null
			? "another process, which does not say who it is"
			: `process ${holder.pid} since ${holder.since}: ${JSON.stringify(holder.command)}`;
	return `${path} is in use by ${who}; stop that one first, or name another folder with --data`;
}

function close(server: Server): Promise<void> {
	return new Promise((resolve) => server.close(() => resolve()));
}
