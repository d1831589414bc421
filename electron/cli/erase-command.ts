/**
 * `greydesk erase ADDRESS`: removes a person from every file of a daemon and shows that they are gone: each file with
 * the mentions before and after. By the daemon where one runs; of one that is stopped directly in its folder (`--data`).
 * Exit code 1 where something is left, or a rule in force names the person and nothing was done.
 */
import { dirname, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { typedPerson } from "../../shared/base/person.ts";
import { type EraseReply, erase } from "../../shared/protocol/erase-routes.ts";
import { eraseOffline } from "../daemon/erase/offline.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { failed, wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";

interface Flags extends HostFlags {
	readonly data?: string;
	readonly dryRun?: boolean;
	readonly whitelists?: boolean;
	readonly reason: string;
}

/** In the bundle the workers lie beside the command. */
const workers = dirname(fileURLToPath(import.meta.url));
const BETWEEN_MS = 500;

export function eraseCommand(context: Context): Command {
	return hostCommand("erase", "remove a person from every file, and prove it")
		.argument("<address>", "one whole address, such as anna@example.org; anna+news and list forms of it go with it")
		.option("--dry-run", "look and count only")
		.option("--whitelists", "take whitelist entries off first that name the person")
		.option("--reason <words>", "why, for the audit trail; the address in it is replaced, too", "")
		.option("--data <dir>", "folder of a daemon that is stopped")
		.action(async (address: string, flags: Flags) => {
			if (flags.data !== undefined && flags.host !== undefined)
				throw wrongUsage("--data is for a folder whose daemon is stopped, --host for one that runs: give one of them");
			const person = typedPerson(address);
			if (!person.ok) throw wrongUsage(`"${harmless(address.slice(0, 80))}" is no address. ${person.problem}`);
			const reply = flags.data === undefined ? await byDaemon(address, flags, context) : await inFolder(address, flags);
			if (flags.json) context.terminal.json(reply);
			else tell(reply, context.terminal, flags);
			end(reply);
		});
}

async function byDaemon(address: string, flags: Flags, context: Context): Promise<EraseReply> {
	const host = hostOf(flags, context);
	const { reason, dryRun = false, whitelists = false } = flags;
	const body = { address, reason, dryRun, withWhitelists: whitelists };
	for (;;) {
		const reply = await ask(host, erase, { body });
		if (!reply.running) return reply;
		await pause(BETWEEN_MS);
	}
}

async function inFolder(address: string, flags: Flags): Promise<EraseReply> {
	const { reason, dryRun = false, whitelists = false } = flags;
	const who = { name: "greydesk", verified: false, role: "operator" } as const;
	const order = { address, dryRun, withWhitelists: whitelists, why: reason, who };
	try {
		const done = await eraseOffline({ folder: resolve(flags.data ?? ""), workers }, order);
		if (!done.ok) throw failed(done.problem);
		const { files, inForce, ...rest } = done.value;
		return { ...rest, dryRun, running: false, files: [...files], inForce: [...inForce] };
	} catch (error) {
		throw error instanceof Error && error.name === "Stop" ? error : failed(String((error as Error).message));
	}
}

function tell(reply: EraseReply, terminal: Terminal, flags: Flags): void {
	const { files, inForce, rows, actionId, dryRun } = reply;
	for (const { entry, words } of inForce) terminal.note(inForceWords(entry, words, flags));
	if (files.length === 0) return;
	const named = files.filter(({ before, after }) => before > 0 || (after ?? 0) > 0);
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	const table = named.map((file) => [
		harmless(file.name),
		String(file.bytes),
		String(file.before),
		file.after === null ? "" : String(file.after),
	]);
	const head = ["file", "bytes", "mentions", dryRun ? "" : "now"];
	if (named.length > 0) for (const line of columns([head, ...table], { right: [1, 2, 3] })) terminal.line(line);
	terminal.line(
		`Looked at ${files.length} ${files.length === 1 ? "file" : "files"}, ${bytes} bytes: ${named.length} named the person`,
	);
	if (dryRun) terminal.line(`${rowsWords(rows)} would go. Nothing was changed`);
	else if (actionId === null) terminal.line("There was nothing to erase");
	else terminal.line(`Gone: ${rowsWords(rows)}. Action ${actionId}`);
}

function rowsWords(rows: number): string {
	return rows === 1 ? "1 triplet, approval or the like" : `${rows} triplets, approvals and the like`;
}

function inForceWords(entry: string | null, words: string, flags: Flags): string {
	const again = flags.host === undefined ? "" : ` --host ${flags.host}`;
	if (entry === null)
		return `The setting ${harmless(words)} names the person: change it first (greydesk policy show${again})`;
	return `The whitelist entry ${harmless(words)} names the person: greydesk whitelist remove ${entry}${again}, or erase with --whitelists`;
}

/** Errors: `Stop` 1 with what is left. */
function end({ files, inForce, dryRun }: EraseReply): void {
	if (!dryRun && files.length === 0 && inForce.length > 0)
		throw failed("Nothing was erased: rules in force name the person");
	const left = files.filter(({ after }) => after !== null && after > 0);
	if (left.length > 0)
		throw failed(
			`The person is still named in ${left.map(({ name }) => harmless(name)).join(", ")}: mail of theirs may have come meanwhile; run it again`,
		);
}
