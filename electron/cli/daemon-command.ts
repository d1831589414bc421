/**
 * `greydesk daemon`: answers Postfix and keeps the greylist of one folder, until SIGTERM. One line on standard output
 * when it answers (`ready policy=… management=…`), its log as JSON lines on standard error. Exit codes: 0 ended as
 * asked, 1 refused or failed, 2 wrong usage, 70 a bug of ours (EX_SOFTWARE of sysexits.h), after every question was answered DUNNO.
 */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { type Config, noConfig, readConfig } from "../daemon/config.ts";
import { type Daemon, type DaemonOptions, openDaemon, type Reloadable } from "../daemon/daemon.ts";
import { type Address, parseAddress } from "../daemon/listeners/address.ts";
import { type DaemonLog, openLog } from "../daemon/log.ts";
import { JOURNAL } from "../daemon/sources/mail-log/follow-journal.ts";
import { VERSION } from "../daemon/version.ts";
import { stateFolder } from "../system/folders.ts";
import { obeySignals } from "./daemon-signals.ts";

interface Flags {
	readonly data?: string;
	/** `false`: --no-policy. */
	readonly policy?: readonly string[] | false;
	readonly management?: string;
	readonly mailLog?: string;
	readonly config?: string;
	readonly clockSpeed?: number;
	readonly shadow?: boolean;
}

/** In the bundle the workers lie beside the command. */
const workers = dirname(fileURLToPath(import.meta.url));
const DEFAULT_POLICY = "127.0.0.1:10023";

export function daemonCommand(): Command {
	return new Command("daemon")
		.description("answer Postfix's policy requests and keep the greylist of one folder")
		.option("--data <dir>", "folder of the greylist (default: $XDG_STATE_HOME/greydesk)")
		.option("--policy <address>", `where Postfix asks, repeatable (default: ${DEFAULT_POLICY})`, collect)
		.option("--no-policy", "listen for no policy requests")
		.option("--management <address>", "management socket, unix:PATH (default: DIR/management.sock)", checkedAddress)
		.option("--mail-log <path>", "Postfix's log to follow: a file, or journal: (tells what clients were told)")
		.option("--config <file>", "greydesk.toml; what is given here goes before it")
		.option("--clock-speed <n>", "run the clock so many times as fast; only on a folder of sample traffic", speed)
		.option("--shadow", "on a folder that has seen no mail yet: decide and record, but defer nothing")
		.action((flags: Flags) => run(flags));
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
	return [...(before ?? []), checkedAddress(text)];
}

function checkedAddress(text: string): string {
	const address = parseAddress(text);
	if (!address.ok) throw new InvalidArgumentError(address.problem);
	return text;
}

function speed(text: string): number {
	const value = Number(text);
	if (!(value >= 1 && value <= 10_000)) throw new InvalidArgumentError("a number from 1 to 10000.");
	return value;
}

/** Flags before file before defaults. */
export function optionsOf(
	flags: Flags,
	config: Config,
): Outcome<Omit<DaemonOptions, "log" | "panic" | "version" | "workers">> {
	const folder = resolve(flags.data ?? config.data ?? stateFolder(process.env));
	const wanted = flags.policy === false ? [] : (flags.policy ?? config.policy.listen ?? [DEFAULT_POLICY]);
	const policy: Address[] = [];
	for (const text of wanted) {
		const address = parseAddress(text);
		if (!address.ok) return address;
		policy.push(address.value);
	}
	const management = parseAddress(
		flags.management ?? config.management.socket ?? `unix:${join(folder, "management.sock")}`,
	);
	if (!management.ok) return management;
	if (management.value.kind !== "unix")
		return bad("The management socket must be unix:PATH; over TCP it is not offered.");
	return good({
		folder,
		policy,
		allow: config.policy.allow,
		keep: { days: config.retention.days ?? null, bytes: config.retention.bytes ?? null },
		connections: config.policy.connections ?? null,
		managementPath: management.value.path,
		mailLog: mailLogOf(flags.mailLog ?? config["mail-log"]),
		clockSpeed: flags.clockSpeed ?? 1,
		shadow: flags.shadow ?? false,
	});
}

function mailLogOf(given: string | undefined): string | null {
	if (given === undefined) return null;
	return given === JOURNAL ? given : resolve(given);
}

async function run(flags: Flags): Promise<void> {
	const log = openLog(2);
	const config = flags.config === undefined ? good(noConfig) : await readConfig(flags.config);
	const options = config.ok ? optionsOf(flags, config.value) : config;
	if (!config.ok || !options.ok) return refuse(log, options.ok ? "" : options.problem);
	const signals = obeySignals({ log, reread: () => reread(flags), before: config.value });
	let daemon: Daemon;
	try {
		daemon = await openDaemon({ ...options.value, version: VERSION, workers, log, panic: signals.panic });
	} catch (error) {
		return refuse(log, error instanceof Error ? error.message : String(error));
	}
	signals.running(daemon);
	const policy = daemon.policyAddresses();
	process.stdout.write(
		`ready policy=${policy.length === 0 ? "none" : policy.join(",")} management=${daemon.managementPath ?? "none"}\n`,
	);
}

/** The configuration as it is on disk now, and what it makes of the listeners; for SIGHUP. */
async function reread(flags: Flags): Promise<Outcome<{ readonly config: Config; readonly options: Reloadable }>> {
	if (flags.config === undefined)
		return bad("There is no config file to read again; the daemon was started without --config.");
	const config = await readConfig(flags.config);
	if (!config.ok) return config;
	const options = optionsOf(flags, config.value);
	return options.ok ? good({ config: config.value, options: options.value }) : options;
}

async function refuse(log: DaemonLog, words: string): Promise<void> {
	// A person at a terminal reads a sentence, a supervisor a line of the log.
	if (process.stderr.isTTY) process.stderr.write(`greydesk daemon: ${words}\n`);
	else log.error(words);
	await log.drained();
	process.exit(1);
}
