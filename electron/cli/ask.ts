/** What every command that asks a daemon shares: the options --host and --json, and a question whose refusal ends it. */
import { Command, InvalidArgumentError } from "commander";
import type { z } from "zod";
import { parseDuration } from "../../shared/base/duration.ts";
import { call, type Input, type Send } from "../../shared/protocol/client.ts";
import type { RouteParts } from "../../shared/protocol/route.ts";
import { refused } from "./exit.ts";
import type { Terminal } from "./terminal.ts";
import { unixSend } from "./unix-send.ts";
import { addressOf, type Way, wayTo } from "./way.ts";

/** Handed in by main.ts: where to write, the environment, and the name that is claimed for the audit trail. */
export interface Context {
	readonly terminal: Terminal;
	readonly env: NodeJS.ProcessEnv;
	readonly who: string;
	/** What has to be closed before the process ends. */
	readonly closing: (() => Promise<void>)[];
}

export interface HostFlags {
	readonly host?: string;
	readonly json?: boolean;
}

export interface Host {
	readonly way: Way;
	/** The host of an ssh address, as it was typed: an alias of ~/.ssh/config, say; `null` of a socket here. */
	readonly named: string | null;
	readonly send: Send;
	/** To repeat a command on the same host: ` --host unix:/path`, or nothing for the default one. */
	readonly again: string;
}

export function hostCommand(name: string, words: string): Command {
	return new Command(name)
		.description(words)
		.option(
			"--host <address>",
			"the daemon: unix:/path, or ssh://[user@]host[:port][/path] (default: this user's local one)",
		)
		.option("--json", "answer as JSON");
}

/** The host of the flags. Errors: `Stop` 2 where the address is none. */
export function hostOf(flags: HostFlags, context: Context): Host {
	const address = addressOf(flags.host, context.env);
	const way = wayTo(address);
	context.closing.push(way.close);
	const asked = unixSend(way.socket, context.who, way.tell);
	const again = flags.host === undefined ? "" : ` --host ${flags.host}`;
	return {
		way,
		named: address.kind === "ssh" ? address.host : null,
		again,
		async send(request) {
			await way.ready();
			return asked(request);
		},
	};
}

/** The answer of a route. Errors: `Stop` 1 with the daemon's words where it refused, 3 where nobody answered. */
export async function ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	host: Pick<Host, "send">,
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
	if (!seconds.ok)
		throw new InvalidArgumentError(seconds.problem.endsWith("?") ? seconds.problem : `${seconds.problem}.`);
	return seconds.value;
}
