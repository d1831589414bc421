/**
 * `greydesk service install | uninstall | status`: the daemon as a systemd service, of the system or of this user. It
 * runs the bundle that this command lies in. A fresh one begins in shadow mode: it watches, and delays nobody until it
 * is told to. Where systemd does not run, the unit is written and the commands are told.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { type Config, noConfig, readConfig } from "../daemon/config.ts";
import { parseAddress } from "../daemon/listeners/address.ts";
import { JOURNAL } from "../daemon/sources/mail-log/follow-journal.ts";
import type { Context } from "./ask.ts";
import { failed, wrongUsage } from "./exit.ts";
import { groupsThatAre } from "./service/groups.ts";
import { closedToOthers, findNode, type Place, placeOf, type Scope } from "./service/place.ts";
import { systemdOf, systemdRuns } from "./service/systemd.ts";
import { MARK, saidIn, stateName, UNIT, unitText } from "./service/unit.ts";

interface Flags {
	readonly user?: boolean;
	readonly system?: boolean;
	readonly data?: string;
	readonly policy?: readonly string[];
	readonly mailLog?: string;
	readonly config?: string;
	readonly root: string;
	readonly dryRun?: boolean;
	readonly json?: boolean;
}

const DEFAULT_POLICY = "127.0.0.1:10023";
const program = fileURLToPath(import.meta.url);

export function serviceCommand(context: Context): Command {
	const service = new Command("service").description("the daemon as a systemd service: install, uninstall, status");
	const sub = (name: string, words: string) =>
		service
			.command(name)
			.description(words)
			.option("--user", "a service of this user (default, but for root)")
			.option("--system", "a service of this machine (default for root)")
			.option("--data <dir>", "folder of the daemon (default: /var/lib/greydesk, or $XDG_STATE_HOME/greydesk)")
			.option("--root <dir>", "treat this folder as the root of the file system; nothing is started", "/")
			.option("--json", "answer as JSON");
	sub("install", "write the unit and start it; a fresh one watches only, until told to enforce")
		.option(
			"--policy <address>",
			`where Postfix asks; may be given more than once (default: ${DEFAULT_POLICY})`,
			collect,
		)
		.option("--mail-log <path>", "Postfix's log for the daemon to follow: a file, or journal:")
		.option("--config <file>", "greydesk.toml for the daemon")
		.option("--dry-run", "print the unit, write nothing")
		.action((flags: Flags) => install(context, flags));
	sub("uninstall", "stop it and remove the unit; the daemon's folder stays").action((flags: Flags) =>
		uninstall(context, flags),
	);
	sub("status", "whether it is installed and runs").action((flags: Flags) => status(context, flags));
	return service;
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
	const address = parseAddress(text);
	if (!address.ok) throw wrongUsage(address.problem);
	return [...before, text];
}

function place(flags: Flags, context: Context): Place {
	if (flags.user && flags.system) throw wrongUsage("A service is of this user or of the system: not both");
	const scope: Scope = flags.user ? "user" : flags.system || process.getuid?.() === 0 ? "system" : "user";
	const data = flags.data === undefined ? null : resolve(flags.data);
	if (scope === "system" && data !== null && stateName(data) === null)
		throw wrongUsage(`A system service keeps its folder under /var/lib, such as /var/lib/greydesk, not at ${data}`);
	return placeOf({ scope, data, root: resolve(flags.root) }, context.env);
}

async function install(context: Context, flags: Flags): Promise<void> {
	const where = place(flags, context);
	const node = findNode(context.env);
	if (!node.ok) throw failed(node.problem);
	const closed = where.scope === "system" && isHere(flags) ? closedOf([node.value, program]) : null;
	if (closed !== null && !flags.dryRun) throw failed(closed);
	const config = flags.config === undefined ? noConfig : await configOf(flags.config);
	const policies = flags.policy ?? config.policy.listen ?? [DEFAULT_POLICY];
	const mailLog = flags.mailLog ?? config["mail-log"] ?? null;
	const words = [
		...["daemon", "--data", where.data, "--management", `unix:${where.socket}`, "--shadow"],
		// What the configuration says goes on being read there.
		...(flags.policy === undefined && config.policy.listen !== undefined ? [] : policies.flatMap(asked)),
		...(flags.mailLog === undefined
			? []
			: ["--mail-log", flags.mailLog === JOURNAL ? JOURNAL : resolve(flags.mailLog)]),
		...(flags.config === undefined ? [] : ["--config", resolve(flags.config)]),
	];
	const writes = policies.filter((address) => address.startsWith("unix:")).map((address) => dirname(address.slice(5)));
	const command = [node.value, program, ...words];
	const groups = groupsThatAre(mailLog === null ? [] : [mailLog === JOURNAL ? "systemd-journal" : "adm"], flags.root);
	const text = unitText({ scope: where.scope, command, data: where.data, writes, groups });
	if (flags.dryRun) {
		context.terminal.line(text.trimEnd());
		if (closed !== null) throw failed(`This unit would not be installed from here. ${closed}`);
		return;
	}
	writeUnit(where.file, text);
	const systemd = systemdOf(where.scope);
	const steps = [["daemon-reload"], ["enable", UNIT], ["restart", UNIT]];
	const starts = isHere(flags) && systemdRuns(where.scope, context.env);
	if (starts) for (const step of steps) await done(systemd.run(...step), systemd.written(...step));
	tell(context, flags, { where, started: starts, commands: steps.map((step) => systemd.written(...step)) });
}

const asked = (address: string) => ["--policy", address];

async function configOf(path: string): Promise<Config> {
	const config = await readConfig(path);
	if (!config.ok) throw failed(config.problem);
	return config.value;
}

function isHere({ root }: Flags): boolean {
	return resolve(root) === "/";
}

/** Why a system service could not run what lies there, and what mends it; null: it can. */
function closedOf(files: readonly string[]): string | null {
	for (const file of files) {
		const closed = closedToOthers(file);
		if (closed !== null)
			return `A system service may not read ${file} (${closed} is closed to it): copy the folder out/ to /opt/greydesk, and install from there, or install it for this user with --user`;
	}
	return null;
}

function writeUnit(file: string, text: string): void {
	if (existsSync(file) && !readFileSync(file, "utf8").startsWith(MARK))
		throw failed(`${file} is there and not ours: remove it first, or keep it`);
	try {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(`${file}.new`, text, { mode: 0o644 });
		renameSync(`${file}.new`, file);
	} catch (error) {
		throw failed(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
	}
}

async function done(step: Promise<{ readonly code: number; readonly text: string }>, written: string): Promise<void> {
	const { code, text } = await step;
	if (code !== 0) throw failed(`\`${written}\` failed: ${text.slice(0, 1000) || `status ${code}`}`);
}

interface Installed {
	readonly where: Place;
	readonly started: boolean;
	readonly commands: readonly string[];
}

function tell({ terminal }: Context, flags: Flags, { where, started, commands }: Installed): void {
	const { file, data, socket, scope } = where;
	if (flags.json) {
		terminal.json({ file, data, management: `unix:${socket}`, scope, started, commands });
		return;
	}
	terminal.line(`The unit is written: ${file}`);
	if (started)
		terminal.line(`It runs, on ${data}, and starts with ${scope === "system" ? "the system" : "your login"}.`);
	else {
		const why = `systemd ${scope === "user" ? "for users " : ""}does not run here: nothing was started. Where it does:`;
		const first = isHere(flags) ? why : "Nothing was started. To start it:";
		for (const line of [first, ...commands.map((command) => `  ${command}`)]) terminal.line(line);
	}
	terminal.line("On a fresh folder it only watches; to greylist:");
	terminal.line(`  greydesk policy set mode=enforce --host unix:${socket}`);
	if (scope === "user") terminal.note("It ends when you log out, unless you say once: loginctl enable-linger");
}

async function uninstall(context: Context, flags: Flags): Promise<void> {
	const { file, scope, data } = place(flags, context);
	const text = unitOf(file);
	if (text === null) throw failed(`There is no ${file}: nothing is installed`);
	if (!text.startsWith(MARK)) throw failed(`${file} is not ours: it is left alone`);
	const systemd = systemdOf(scope);
	const runs = isHere(flags) && systemdRuns(scope, context.env);
	if (runs) await done(systemd.run("disable", "--now", UNIT), systemd.written("disable", "--now", UNIT));
	rmSync(file);
	if (runs) await done(systemd.run("daemon-reload"), systemd.written("daemon-reload"));
	const kept = saidIn(text, "--data") ?? data;
	if (flags.json) context.terminal.json({ file, data: kept, removed: true });
	else context.terminal.line(`${file} is removed. What the daemon remembers stays in ${kept}.`);
	if (!runs) context.terminal.note(`Where systemd runs: ${systemd.written("disable", "--now", UNIT)}`);
}

async function status(context: Context, flags: Flags): Promise<void> {
	const { file, scope, socket } = place(flags, context);
	const text = unitOf(file);
	const installed = text !== null;
	const systemd = systemdOf(scope);
	const asks = installed && isHere(flags) && systemdRuns(scope, context.env);
	/** As systemd calls it: active, inactive, failed, …; null where it cannot be asked. */
	const state = asks ? (await systemd.run("is-active", UNIT)).text.split("\n")[0] || null : null;
	const management = saidIn(text ?? "", "--management") ?? `unix:${socket}`;
	const { terminal } = context;
	if (flags.json) terminal.json({ scope, file, installed, state, management });
	else if (installed)
		terminal.line(`Installed: ${file}. ${state === null ? "systemd cannot be asked here." : `It is ${state}.`}`);
	if (!installed) throw failed(`There is no ${file}: no service is installed`);
	if (asks && state !== "active")
		throw failed(`The service does not run: see journalctl ${scope === "user" ? "--user " : ""}-u ${UNIT}`);
}

function unitOf(file: string): string | null {
	return existsSync(file) ? readFileSync(file, "utf8") : null;
}
