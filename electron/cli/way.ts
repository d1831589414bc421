/**
 * The way a command takes to a daemon: a socket of this machine, or one that ssh brings here while the command runs.
 * What cannot be reached is `Stop` 3, with the mend.
 */
import { join } from "node:path";
import { type HostAddress, parseHostAddress, writeHostAddress } from "../hosts/address.ts";
import { usualTiming } from "../hosts/ssh-command.ts";
import { openTunnel } from "../hosts/ssh-tunnel.ts";
import { HostTrouble, inOneBreath, troubleOf } from "../hosts/trouble.ts";
import { stateFolder } from "../system/folders.ts";
import { type Stop, unreachable, wrongUsage } from "./exit.ts";
import { localTrouble } from "./unix-send.ts";

export interface Way {
	readonly socket: string;
	/** Resolves when the socket may be asked. Throws `Stop` 3. */
	ready(): Promise<void>;
	/** Why a question through the socket failed. */
	tell(error: Error): Stop | Promise<Stop>;
	close(): Promise<void>;
}

/** `--host`, or this user's local daemon. A relative path begins in the current folder. Errors: `Stop` 2. */
export function addressOf(host: string | undefined, env: NodeJS.ProcessEnv): HostAddress {
	const address = parseHostAddress(host ?? join(stateFolder(env), "management.sock"), process.cwd());
	if (!address.ok) throw wrongUsage(host === undefined ? address.problem : `--host: ${address.problem}`);
	return address.value;
}

export function wayTo(address: HostAddress): Way {
	if (address.kind === "unix") {
		const { path } = address;
		const nothing = async () => undefined;
		return { socket: path, ready: nothing, tell: (error) => localTrouble(error, path), close: nothing };
	}
	const named = writeHostAddress(address);
	const tunnel = openTunnel(address, usualTiming);
	return {
		socket: tunnel.socket,
		close: tunnel.close,
		async ready() {
			try {
				await tunnel.ready();
			} catch (error) {
				throw error instanceof HostTrouble ? unreachable(inOneBreath(error.trouble)) : error;
			}
		},
		async tell(error) {
			return unreachable(inOneBreath(await tunnel.explain(troubleOf(error, named))));
		},
	};
}
