/**
 * How a run that did not succeed is told, the same for every command, on standard error: `greydesk: ` and a sentence
 * for people; with --json one problem document (RFC 9457) on one line, whose extra member `exit` is the exit code.
 * `status` is there only where a daemon answered with one. Standard output holds what was asked for and nothing else.
 */
import { CommanderError } from "commander";
import { type ExitCode, exitCodes, Stop } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { sentence, type Terminal } from "./terminal.ts";

const titles: Readonly<Record<ExitCode, string>> = {
	0: "Done",
	1: "Refused or failed",
	2: "Wrong usage",
	3: "The host cannot be reached",
};

/** Tells it and gives the exit code. `path`: the words that lead to the command. Throws what is a bug of ours. */
export function tellEnding(terminal: Terminal, error: unknown, asked: { path: string; json: boolean }): ExitCode {
	if (error instanceof CommanderError) return tellUsage(terminal, error, asked);
	if (!(error instanceof Stop)) throw error;
	if (asked.json) {
		const title = titles[error.code];
		const detail = sentence(error.message);
		const document = error.problem ?? { type: "about:blank", title, detail };
		terminal.trouble({ ...document, exit: error.code });
	} else terminal.note(`greydesk: ${harmless(sentence(error.message), 2000)}`);
	return error.code;
}

function tellUsage(
	terminal: Terminal,
	error: CommanderError,
	{ path, json }: { path: string; json: boolean },
): ExitCode {
	// Help that was asked for is an answer; help shown because the command was missing is wrong usage.
	if (error.exitCode === 0) return exitCodes.done;
	const isHelp = error.code === "commander.help";
	// A guess at what was meant is a line of its own there; the ending is one line.
	const said = error.message.replace(/^error: /, "").replace(/\n(\(Did you mean [^\n]*\))$/, " $1");
	const detail = isHelp ? `Name a command; ${path} --help lists them` : sentence(said);
	if (json) terminal.trouble({ type: "about:blank", title: titles[2], detail, exit: exitCodes.usage });
	else if (!isHelp) terminal.note(`greydesk: ${harmless(detail, 2000)}; ${path} --help tells more`);
	return exitCodes.usage;
}
