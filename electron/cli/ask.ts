/** What every command that asks a daemon shares: the options --host and --json, and a question whose refusal ends it. */
import { Command, InvalidArgumentError } from "commander";
import type { z } from "zod";
import { parseDuration } from "../../shared/base/duration.ts";
import { call, type Input, type Send } from "../../shared/protocol/client.ts";
import type { RouteParts } from "../../shared/protocol/route.ts";
import { refused, wrongUsage } from "./exit.ts";
import { socketOf } from "./host-address.ts";
import type { Terminal } from "./terminal.ts";
import { unixSend } from "./unix-send.ts";

/** Handed in by main.ts: where to write, the environment, and the name that is claimed for the audit trail. */
export interface Context {
	readonly terminal: Terminal;
	readonly env: NodeJS.ProcessEnv;
	readonly who: string;
}

export interface HostFlags {
	readonly host?: string;
	readonly json?: boolean;
}

export interface Host {
	readonly socket: string;
	readonly send: Send;
	/** To repeat a command on the same host: ` --host unix:/path`, or nothing for the default one. */
	readonly again: string;
}

export function hostCommand(name: string, words: string): Command {
	return new Command(name)
		.description(words)
		.option("--host <address>", "the daemon's management socket, unix:/path (default: this user's local one)")
		.option("--json", "answer as JSON");
}

/** The host of the flags. Errors: `Stop` 2 where the address is none. */
export function hostOf(flags: HostFlags, context: Context): Host {
	const socket = socketOf(flags.host, context.env);
	if (!socket.ok) throw wrongUsage(socket.problem);
	const again = flags.host === undefined ? "" : ` --host ${flags.host}`;
	return { socket: socket.value, send: unixSend(socket.value, context.who), again };
}

/** The answer of a route. Errors: `Stop` 1 with the daemon's words where it refused, 3 where nobody answered. */
export async function ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	host: Host,
	route: RouteParts<P, Q, B, R>,
	input: Input<z.input<P>, z.input<Q>, z.input<B>> = {},
): Promise<z.infer<R>> {
	const answered = await call(host.send, route, input);
	if (!answered.ok) throw refused(answered.problem);
	return answered.value;
}

export function wholeNumber(least: number, most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!/^\d+$/.test(text) || value < least || value > most)
			throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
		return value;
	};
}

/** For options such as `--until 2h`: seconds. */
export function duration(text: string): number {
	const seconds = parseDuration(text);
	if (!seconds.ok) throw new InvalidArgumentError(`${seconds.problem}.`);
	return seconds.value;
}
