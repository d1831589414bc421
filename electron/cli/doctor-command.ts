/**
 * `greydesk doctor`: looks a daemon's folder through (`doctor folder`, also without that word), or a Postfix's
 * configuration (`doctor postfix`). Tells what it finds and what mends it; exit code 1 where something is wrong.
 * It changes nothing, but for `--repair`, which sets damaged files aside as a daemon's start does, and deletes none.
 */
import { resolve } from "node:path";
import { Command } from "commander";
import { note } from "../../shared/base/finding.ts";
import { judgePostfix } from "../../shared/postfix/doctor.ts";
import { call } from "../../shared/protocol/client.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { examineFolder } from "../daemon/doctor/doctor.ts";
import { repairFolder } from "../daemon/doctor/repair.ts";
import { stateFolder } from "../system/folders.ts";
import { type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { endByFindings, tellFindings } from "./doctor-table.ts";
import { failed } from "./exit.ts";
import { readPostfix } from "./postconf-run.ts";

interface FolderFlags {
	readonly data?: string;
	readonly repair?: boolean;
	readonly json?: boolean;
}

interface PostfixFlags extends HostFlags {
	readonly configDir?: string;
	readonly policy?: readonly string[];
}

export function doctorCommand(context: Context): Command {
	const doctor = new Command("doctor").description(
		"what is wrong with the daemon's folder, or with Postfix's settings for it",
	);
	doctor
		.command("folder", { isDefault: true })
		.description(
			"checks the daemon's folder: rights, journal line by line, snapshots, history, space, clock (the default)",
		)
		.option("--data <dir>", "folder of the greylist (default: $XDG_STATE_HOME/greydesk)")
		.option("--repair", "set what is damaged aside, as a daemon's start does; nothing is deleted")
		.option("--json", "answer as JSON")
		.action((flags: FolderFlags) => folder(context, flags));
	const postfix = hostCommand(
		"postfix",
		"checks whether Postfix asks the daemon, and at the right place; changes nothing",
	)
		.option("--config-dir <dir>", "Postfix's configuration (default: its own)")
		.option("--policy <address>", "where our daemon listens, repeatable (default: the daemon is asked)", collect)
		.action((flags: PostfixFlags) => judge(context, flags));
	return doctor.addCommand(postfix);
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
	return [...before, text.replace(/^inet:/, "")];
}

async function folder(context: Context, flags: FolderFlags): Promise<void> {
	const path = resolve(flags.data ?? stateFolder(context.env));
	const done = flags.repair ? await repair(path) : [];
	const { findings, files } = await examineFolder(path);
	if (flags.json) context.terminal.json({ folder: path, repaired: done, findings, files });
	else {
		for (const words of done) context.terminal.line(words);
		tellFindings(findings, context.terminal);
	}
	endByFindings(findings);
}

async function repair(path: string): Promise<readonly string[]> {
	try {
		return await repairFolder(path);
	} catch (error) {
		throw failed(error instanceof Error ? error.message : String(error));
	}
}

async function judge(context: Context, flags: PostfixFlags): Promise<void> {
	const read = await readPostfix(flags.configDir === undefined ? null : resolve(flags.configDir));
	if (!read.ok) throw failed(read.problem);
	const listeners = flags.policy ?? (await listenersOf(context, flags));
	const judged = judgePostfix({ ...read.value, listeners });
	const unknown = note(
		"daemon",
		"No daemon answered: where it listens is guessed",
		"Name it with --policy 127.0.0.1:10023, or start it",
	);
	const findings = listeners === null ? [unknown, ...judged.findings] : judged.findings;
	if (flags.json) context.terminal.json({ findings, change: judged.change });
	else {
		tellFindings(findings, context.terminal);
		if (judged.change.length > 0) context.terminal.line("\nRun, as root, after a look at it:");
		for (const line of judged.change) context.terminal.line(`  ${line}`);
	}
	endByFindings(findings);
}

/** `null`: the daemon does not answer, which is no trouble here. */
async function listenersOf(context: Context, flags: HostFlags): Promise<readonly string[] | null> {
	try {
		const answer = await call(hostOf(flags, context).send, status, {});
		return answer.ok ? answer.value.listeners.map(({ address }) => address) : null;
	} catch (error) {
		if (flags.host !== undefined) throw error;
		return null;
	}
}
