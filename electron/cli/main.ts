/**
 * The `greydesk` command. Each subcommand stands in a file of its own; here they are put together, and here alone the
 * process ends. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the host cannot be reached.
 */
import type { Socket } from "node:net";
import { hostname, userInfo } from "node:os";
import { Command, Option } from "commander";
import { VERSION } from "../daemon/version.ts";
import { alertsCommand } from "./alerts-command.ts";
import type { Context } from "./ask.ts";
import { completionCommand } from "./completion-command.ts";
import { daemonCommand } from "./daemon-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { tellEnding } from "./endings.ts";
import { eraseCommand } from "./erase-command.ts";
import { addExamples } from "./examples.ts";
import { wrongUsage } from "./exit.ts";
import { explainCommand } from "./explain-command.ts";
import { importCommand } from "./import-command.ts";
import { openCommand } from "./open-command.ts";
import { passAllCommand } from "./pass-all-command.ts";
import { policyCommand } from "./policy-command.ts";
import { sampleCommand } from "./sample-command.ts";
import { serviceCommand } from "./service-command.ts";
import { statusCommand } from "./status-command.ts";
import { createTerminal, quietOnBrokenPipe } from "./terminal.ts";
import { tripletsCommand } from "./triplets-command.ts";
import { undoCommand } from "./undo-command.ts";
import { unknownCommand } from "./unknown-command.ts";
import { watchCommand } from "./watch-command.ts";
import { whitelistCommand } from "./whitelist-command.ts";

function program(context: Context): Command {
	const greydesk = new Command("greydesk")
		.description("A desk for postmasters who greylist: watch deferrals live, release a mail, explain every decision.")
		.version(VERSION)
		.addOption(new Option("--end-with-input").hideHelp())
		.hook("preAction", (asked) => {
			if (asked.opts<{ endWithInput?: boolean }>().endWithInput) endWithInput();
		})
		.addHelpText("after", "\nExit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the host cannot be reached");
	const commands = [
		openCommand(context),
		daemonCommand(),
		statusCommand(context),
		alertsCommand(context),
		watchCommand(context),
		tripletsCommand(context),
		undoCommand(context),
		whitelistCommand(context),
		importCommand(context),
		explainCommand(context),
		policyCommand(context),
		passAllCommand(context),
		sampleCommand(context),
		serviceCommand(context),
		doctorCommand(context),
		eraseCommand(context),
		completionCommand(context),
	];
	for (const command of commands) greydesk.addCommand(command);
	addExamples(greydesk);
	return greydesk;
}

/** For whoever starts this program as a child: it ends, as by SIGTERM, when its starter is gone, even by SIGKILL. */
function endWithInput(): void {
	process.stdin.on("close", () => process.kill(process.pid, "SIGTERM"));
	process.stdin.on("error", () => undefined);
	process.stdin.resume();
	// Listening alone keeps nobody alive: what has done its work ends, though its starter is still there.
	(process.stdin as Partial<Pick<Socket, "unref">>).unref?.();
}

/** Commander throws instead of ending the process, in every subcommand; `path`: the words that lead to it. */
function obey(command: Command, path: string, refusing: (path: string) => void): void {
	command.exitOverride((error) => {
		refusing(path);
		throw error;
	});
	// What is wrong is told once, by us; help that is shown for want of a command goes its own way.
	command.configureOutput({ outputError: () => undefined });
	for (const child of command.commands) obey(child, `${path} ${child.name()}`, refusing);
}

/** The exit code, or `null` where something goes on running (daemon, open) and ends the process itself. */
async function run(context: Context, words: readonly string[]): Promise<number | null> {
	const asked = { path: "greydesk", json: words.includes("--json") };
	try {
		const greydesk = program(context);
		obey(greydesk, asked.path, (path) => {
			asked.path = path;
		});
		const unknown = unknownCommand(greydesk, words);
		if (unknown !== null) throw wrongUsage(`${unknown.words}; ${unknown.path} --help tells more`);
		await greydesk.parseAsync(words, { from: "user" });
		return null;
	} catch (error) {
		return tellEnding(context.terminal, error, asked);
	} finally {
		for (const close of context.closing.splice(0)) await close();
	}
}

/** `user@host`, as it stands in the audit trail: claimed, for a unix socket proves no name. */
function claimedName(): string {
	try {
		return `${userInfo().username}@${hostname()}`;
	} catch {
		// A user id without an entry in the user database, as in many containers.
		return `uid${process.getuid?.() ?? ""}@${hostname()}`;
	}
}

quietOnBrokenPipe([process.stdout, process.stderr], (code) => process.exit(code));
const { stdout: out, stderr: err, env } = process;
const context = { terminal: createTerminal({ out, err, env }), env, who: claimedName(), closing: [] };
const code = await run(context, process.argv.slice(2));
if (code !== null) process.exitCode = code;
// A utility process of Electron does not end when nothing is left to do; a daemon goes on, and ends itself.
if (process.versions.electron !== undefined && process.argv[2] !== "daemon") process.exit();
