/**
 * How a host is reached: a socket of this machine, or one that ssh brings here. Whoever asks through it makes it ready
 * first, and lets it explain what went wrong.
 */
import type { z } from "zod";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import type { hello } from "../../shared/protocol/system-routes.ts";
import { type HostAddress, writeHostAddress } from "../hosts/address.ts";
import type { SshTiming } from "../hosts/ssh-command.ts";
import { openTunnel } from "../hosts/ssh-tunnel.ts";
import { HostTrouble } from "../hosts/trouble.ts";
import { greet } from "./check-host.ts";

export type Hello = z.infer<typeof hello.reply>;

export interface Reach {
	readonly socket: string;
	/** As words name it. */
	readonly where: string;
	/** Makes the way, where it is not there. Throws HostTrouble. */
	ready(): Promise<void>;
	/** The same, and says hello: another program, or a daemon of another contract, is trouble. */
	greet(): Promise<Hello>;
	/** What a question that failed through the socket really met. */
	explain(told: Trouble): Promise<Trouble>;
	/** The next `ready` begins anew. */
	reset(): void;
	/** Resolves when nothing of it is left. */
	close(): Promise<void>;
}

/** Of a program of the desk itself, that is known and may still be starting: it is not greeted. */
export function ownReach(socket: string): Reach {
	return {
		socket,
		where: socket,
		ready: async () => undefined,
		greet: () => greet(socket, socket),
		explain: async (told) => told,
		reset: () => undefined,
		close: async () => undefined,
	};
}

/** Of a host that was added: greeted whenever a connection is made. */
export function reachOf(address: HostAddress, timing: SshTiming): Reach {
	if (address.kind === "unix") {
		const own = ownReach(address.path);
		return { ...own, ready: async () => void (await own.greet()) };
	}
	const tunnel = openTunnel(address, timing);
	const where = writeHostAddress(address);
	const greeting = async () => {
		await tunnel.ready();
		try {
			return await greet(tunnel.socket, where);
		} catch (error) {
			if (error instanceof HostTrouble) throw new HostTrouble(await tunnel.explain(error.trouble));
			throw error;
		}
	};
	return { ...tunnel, where, greet: greeting, ready: async () => void (await greeting()) };
}
