/**
 * The policy port (Postfix SMTPD_POLICY_README): TCP and unix sockets, any number of questions on a connection,
 * answered in order. It promises an answer within our power to everyone who asks a whole question, and that our own
 * trouble answers DUNNO. It refuses peers that are neither loopback nor allowed, and bounds what anyone can cost
 * (limits.ts): connections, silence, unread answers; the wire codec bounds the size of a question.
 */
import { createServer, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { makeFolder } from "../../system/make-folder.ts";
import { bindPath, listening } from "../../system/unix-path.ts";
import { type Address, writeAddress } from "./address.ts";
import { allowedPeers } from "./allowed.ts";
import { serveConnection } from "./connection.ts";
import type { ListenerParts } from "./listener-parts.ts";

/** For `status`. */
export interface ListenerStatistics {
	readonly address: string;
	readonly connections: number;
	readonly lastAskedAt: number | null;
	readonly requests: number;
	readonly refused: number;
}

export interface PolicyListener {
	/** As it is bound: port 0 has become a number. */
	readonly address: string;
	statistics(): ListenerStatistics;
	/** Answers every open question DUNNO, at once. */
	settleAll(): void;
	/** From now on these networks may ask, beyond loopback. */
	allow(networks: readonly string[]): void;
	/** Accepts no more, lets what was asked be answered, ends the connections. */
	close(): Promise<void>;
}

/** Postfix's processes run as another user than ours; who may ask is settled by the folder the socket lies in. */
const SOCKET_MODE = 0o666;
const BACKLOG = 1024;

/** Throws trouble, in words, where the address cannot be bound. */
export async function listenForPolicy(
	address: Address,
	networks: readonly string[],
	parts: ListenerParts,
): Promise<PolicyListener> {
	let isAllowed = allowedPeers(networks);
	const counts = { connections: 0, requests: 0, refused: 0, lastAskedAt: null as number | null };
	const open = new Set<ReturnType<typeof serveConnection>>();
	const server = createServer({ noDelay: true, allowHalfOpen: true }, accept);
	await bind(server, address);
	server.on("error", (error) => parts.log.error("policy listener", { error: String(error) }));
	const bound = boundAddress(server, address);

	function accept(socket: Socket): void {
		if (address.kind === "tcp" && !isAllowed(socket.remoteAddress)) {
			counts.refused += 1;
			if (counts.refused === 1)
				parts.log.warn("a client that is not allowed was refused", { peer: socket.remoteAddress });
			socket.on("error", () => undefined);
			socket.destroy();
			return;
		}
		counts.connections += 1;
		const connection = serveConnection(socket, parts, {
			asked() {
				counts.requests += 1;
				counts.lastAskedAt = parts.clock.now();
			},
			closed() {
				counts.connections -= 1;
				open.delete(connection);
			},
		});
		open.add(connection);
	}

	return {
		address: bound,
		statistics: () => ({ address: bound, ...counts }),
		settleAll() {
			for (const connection of open) connection.settle();
		},
		allow(next) {
			isAllowed = allowedPeers(next);
		},
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const connection of open) connection.finish();
			await closed;
		},
	};
}

/** Whether it could be listened on now. Throws trouble, in words, as `listenForPolicy` would. */
export async function tryAddress(address: Address): Promise<void> {
	const server = createServer();
	await bind(server, address);
	await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function bind(server: Server, address: Address): Promise<void> {
	if (address.kind === "unix") return bindUnix(server, address.path);
	try {
		await listening(server, () => server.listen({ host: address.host, port: address.port, backlog: BACKLOG }));
	} catch (error) {
		throw new Error(bindWords(writeAddress(address), (error as NodeJS.ErrnoException).code));
	}
}

/** Postfix has to come through its folder. */
async function bindUnix(server: Server, path: string): Promise<void> {
	try {
		makeFolder(dirname(path), 0o755);
	} catch (error) {
		throw new Error(`The folder of the socket ${path} cannot be made: ${wordsOf(error)}`, { cause: error });
	}
	return bindPath(server, path, SOCKET_MODE);
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function bindWords(address: string, code: string | undefined): string {
	if (code === "EADDRINUSE")
		return `${address} is taken by another program, such as the engine within the app; stop it or name another with --policy.`;
	if (code === "EACCES")
		return `${address} needs more rights than this user has; name a port above 1023 with --policy.`;
	if (code === "EADDRNOTAVAIL") return `${address} is no address of this machine.`;
	return `${address} cannot be listened on (${code ?? "unknown trouble"}).`;
}

function boundAddress(server: Server, address: Address): string {
	const bound = server.address();
	if (address.kind === "unix" || bound === null || typeof bound === "string") return writeAddress(address);
	return writeAddress({ ...address, port: bound.port });
}
