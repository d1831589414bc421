/**
 * The `greydesk` command. Each subcommand stands in a file of its own; here they are put together, and here alone the
 * process ends. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the host cannot be reached.
 */
import type { Socket } from "node:net";
import { hostname, userInfo } from "node:os";
import { Command, CommanderError, Option } from "commander";
import { VERSION } from "../daemon/version.ts";
import type { Context } from "./ask.ts";
import { daemonCommand } from "./daemon-command.ts";
import { exitCodes, Stop } from "./exit.ts";
import { explainCommand } from "./explain-command.ts";
import { harmless } from "./harmless.ts";
import { openCommand } from "./open-command.ts";
import { passAllCommand } from "./pass-all-command.ts";
import { policyCommand } from "./policy-command.ts";
import { sampleCommand } from "./sample-command.ts";
import { serviceCommand } from "./service-command.ts";
import { statusCommand } from "./status-command.ts";
import { createTerminal, quietOnBrokenPipe } from "./terminal.ts";
import { tripletsCommand } from "./triplets-command.ts";
import { undoCommand } from "./undo-command.ts";
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
		.addHelpText("after", "\nExit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the host cannot be reached.");
	const commands = [
		openCommand(context),
		daemonCommand(),
		statusCommand(context),
		watchCommand(context),
		tripletsCommand(context),
		undoCommand(context),
		whitelistCommand(context),
		explainCommand(context),
		policyCommand(context),
		passAllCommand(context),
		sampleCommand(context),
		serviceCommand(context),
	];
	for (const command of commands) greydesk.addCommand(command);
	obey(greydesk, greydesk.name());
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
function obey(command: Command, path: string): void {
	command.exitOverride();
	command.showHelpAfterError(`(${path} --help tells more)`);
	for (const child of command.commands) obey(child, `${path} ${child.name()}`);
}

/** The exit code, or `null` where something goes on running (daemon, open) and ends the process itself. */
async function run(context: Context, words: readonly string[]): Promise<number | null> {
	try {
		await program(context).parseAsync(words, { from: "user" });
		return null;
	} catch (error) {
		if (error instanceof CommanderError) return usageCode(error);
		if (!(error instanceof Stop)) throw error;
		if (error.problem !== null && words.includes("--json")) process.stderr.write(`${JSON.stringify(error.problem)}\n`);
		else context.terminal.note(`greydesk: ${harmless(error.message, 2000)}`);
		return error.code;
	} finally {
		for (const close of context.closing.splice(0)) await close();
	}
}

function usageCode(error: CommanderError): number {
	// Help that was asked for is an answer; help shown because the command was missing is wrong usage.
	return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
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
