/** `greydesk whitelist import`: takes over the whitelist files of another greylister, and lists what it cannot say. */
import { randomUUID } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type ListFormat, listFormats } from "../../shared/analysis/whitelist-files/read-list.ts";
import { type ImportedLists, importWhitelists, type ToldLineRow } from "../../shared/protocol/whitelist-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";
import { unreadable } from "./unreadable.ts";

interface Flags extends HostFlags {
	readonly format?: ListFormat;
	readonly reason: string;
	readonly owner?: string;
	readonly dryRun?: boolean;
}

const MOST_BYTES = 900_000;

export function importCommand(context: Context): Command {
	return hostCommand("import", "take over whitelist files of postgrey, sqlgrey, greylistd or milter-greylist")
		.argument("<files...>", "such as /etc/postgrey/whitelist_clients; its name tells the format")
		.addOption(new Option("--format <format>", "what the files are").choices(listFormats))
		.option("--reason <words>", "why, for entries whose line has no comment", "")
		.option("--owner <name>", "who answers for them (default: you)")
		.option("--dry-run", "change nothing; show what would be taken over and what is not understood")
		.action((files: readonly string[], flags: Flags) => importFiles(context, files, flags));
}

async function importFiles(context: Context, paths: readonly string[], flags: Flags): Promise<void> {
	const { terminal } = context;
	const { format, reason, owner, dryRun = false } = flags;
	const files = await Promise.all(
		paths.map(async (name) => ({ name, text: await textOf(name), ...(format === undefined ? {} : { format }) })),
	);
	const host = hostOf(flags, context);
	const body = { files, reason, dryRun, ...(owner === undefined ? {} : { owner }) };
	const reply = await ask(host, importWhitelists, { body, headers: { "idempotency-key": randomUUID() } });
	if (flags.json) return terminal.json(reply);
	tell(terminal, reply);
	const entries = number(reply.count, "entry", "entries");
	if (dryRun) terminal.line(`${entries} would be taken over. Nothing has changed.`);
	else if (reply.acted === null) terminal.line("Nothing new: no entry was taken over.");
	else {
		terminal.line(`Took over ${entries}. Action ${reply.acted.actionId}`);
		terminal.note(`To take it back: greydesk undo ${reply.acted.actionId}${host.again}`);
	}
}

function tell(terminal: Terminal, { dryRun, added, known, notes, notUnderstood }: ImportedLists): void {
	if (dryRun) for (const { kind, pattern } of added) terminal.line(`${kind} ${harmless(pattern)}`);
	for (const line of known) terminal.note(place(line));
	for (const line of notes) terminal.note(place(line));
	for (const line of notUnderstood) terminal.note(`Not understood: ${place(line)}`);
	if (notUnderstood.length > 0)
		terminal.note(
			`${number(notUnderstood.length, "line was", "lines were")} not understood: add by hand what is needed.`,
		);
}

function place({ file, line, text, why }: ToldLineRow): string {
	return `${harmless(file)}:${line}: ${harmless(text)}: ${harmless(why)}`;
}

function number(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

async function textOf(path: string): Promise<string> {
	try {
		const { size } = await stat(path);
		if (size > MOST_BYTES) throw failed(`${path} is larger than ${MOST_BYTES} bytes: take it over in parts`);
		return await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error) throw failed(unreadable(path, error));
		throw error;
	}
}
