/**
 * How a host is reached: a socket of this machine, or one that ssh brings here. Whoever asks through it makes it ready
 * first, and lets it explain what went wrong. A host that was added is greeted whenever a connection is made: another
 * program, or a daemon of another contract, is told as what it is.
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
	/** Throws HostTrouble. Null: not greeted, for it is the desk's own. */
	ready(): Promise<Hello | null>;
	/** What a question that failed through the socket really met. */
	explain(told: Trouble): Promise<Trouble>;
	/** The next `ready` begins anew. */
	reset(): void;
	/** Resolves when nothing of it is left. */
	close(): Promise<void>;
}

/** A program of the desk itself: it may still be starting, and is known. */
export function ownReach(socket: string): Reach {
	return {
		socket,
		where: socket,
		ready: async () => null,
		explain: async (told) => told,
		reset: () => undefined,
		close: async () => undefined,
	};
}

export function reachOf(address: HostAddress, timing: SshTiming): Reach {
	if (address.kind === "unix") return { ...ownReach(address.path), ready: () => greet(address.path, address.path) };
	const tunnel = openTunnel(address, timing);
	const where = writeHostAddress(address);
	return {
		...tunnel,
		where,
		async ready() {
			await tunnel.ready();
			try {
				return await greet(tunnel.socket, where);
			} catch (error) {
				if (error instanceof HostTrouble) throw new HostTrouble(await tunnel.explain(error.trouble));
				throw error;
			}
		},
	};
}
