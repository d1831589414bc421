/** `greydesk import`: takes triplets and auto-whitelists of another greylister over, so that nobody waits twice. */
import { existsSync } from "node:fs";
import { Command } from "commander";
import type { ForeignRows } from "../../shared/analysis/greylist-files/foreign-rows.ts";
import { greylistdRows } from "../../shared/analysis/greylist-files/greylistd-rows.ts";
import { postgreyRows } from "../../shared/analysis/greylist-files/postgrey-rows.ts";
import { sqlgreyRows } from "../../shared/analysis/greylist-files/sqlgrey-rows.ts";
import type { Greylister } from "../../shared/policy/foreign-keys.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { ask, type Context, duration, type Host, type HostFlags, hostCommand, hostOf, wholeNumber } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { greylistdFolder, greylistdSocket, readGreylistd } from "./import/read-greylistd.ts";
import { postgreyFolders, readPostgrey } from "./import/read-postgrey.ts";
import { readSqlgrey, sqlgreySettings } from "./import/read-sqlgrey.ts";
import { type Sent, sendRows } from "./import/send-rows.ts";
import type { Terminal } from "./terminal.ts";
import { absolute } from "./when.ts";

interface Flags extends HostFlags {
	readonly reason: string;
	readonly dryRun?: boolean;
}

interface PostgreyFlags extends Flags {
	readonly delay: number;
	readonly autoWhitelistClients: number;
	readonly ipv4Prefix?: number;
	readonly ipv6Prefix?: number;
}

export function importCommand(context: Context): Command {
	return new Command("import")
		.description("take over what another greylister holds")
		.addCommand(postgreyCommand(context))
		.addCommand(sqlgreyCommand(context))
		.addCommand(greylistdCommand(context));
}

function sourceCommand(name: Greylister, words: string): Command {
	return hostCommand(name, words)
		.option("--reason <words>", "why, for the audit trail", "")
		.option("--dry-run", "change nothing; show what would be taken over and what is not understood");
}

function postgreyCommand(context: Context): Command {
	return sourceCommand("postgrey", "from the files of postgrey; it may go on running")
		.argument("[folder]", `where it keeps them (default: the first there is of ${postgreyFolders.join(", ")})`)
		.option("--delay <duration>", "its --delay", duration, 300)
		.option("--auto-whitelist-clients <n>", "its --auto-whitelist-clients; 0: none", wholeNumber(0, 1_000_000), 5)
		.option("--ipv4-prefix <bits>", "its --ipv4cidr (default: seen from the keys)", wholeNumber(8, 32))
		.option("--ipv6-prefix <bits>", "its --ipv6cidr (default: seen from the keys)", wholeNumber(16, 128))
		.action(async (folder: string | undefined, flags: PostgreyFlags) => {
			const host = await hostThatAnswers(flags, context);
			const found = await readPostgrey(folder ?? firstThere(postgreyFolders));
			const { delay, autoWhitelistClients: trustAfter, ipv4Prefix = null, ipv6Prefix = null } = flags;
			const rows = postgreyRows(found, { delay, trustAfter, ipv4Prefix, ipv6Prefix });
			await takeOver(context.terminal, { host, from: "postgrey", rows }, flags);
		});
}

function sqlgreyCommand(context: Context): Command {
	return sourceCommand("sqlgrey", "from the database of sqlgrey; it may go on running")
		.argument("[place]", "its settings, which name the database; or its SQLite file, or a dump of it", sqlgreySettings)
		.action(async (place: string, flags: Flags) => {
			const host = await hostThatAnswers(flags, context);
			const rows = sqlgreyRows(await readSqlgrey(place));
			await takeOver(context.terminal, { host, from: "sqlgrey", rows }, flags);
		});
}

function greylistdCommand(context: Context): Command {
	return sourceCommand("greylistd", "from the files of greylistd; where it runs it is asked to save them first")
		.argument("[folder]", "where it keeps them", greylistdFolder)
		.option("--socket <path>", "where it is asked", greylistdSocket)
		.action(async (folder: string, flags: Flags & { readonly socket: string }) => {
			const host = await hostThatAnswers(flags, context);
			const { files, saved, savedAt } = await readGreylistd(folder, flags.socket);
			if (!saved) context.terminal.note(`greylistd does not answer: its files are of ${absolute(savedAt)}`);
			await takeOver(context.terminal, { host, from: "greylistd", rows: greylistdRows(files) }, flags);
		});
}

/** Whether anybody is there to take it is known sooner than what is in large files. */
async function hostThatAnswers(flags: Flags, context: Context): Promise<Host> {
	const host = hostOf(flags, context);
	await ask(host, hello);
	return host;
}

function firstThere(places: readonly string[]): string {
	const place = places.find((path) => existsSync(path));
	if (place === undefined) throw failed(`Not here: ${places.join(", ")}. Say where its files are`);
	return place;
}

interface Found {
	readonly host: Host;
	readonly from: Greylister;
	readonly rows: ForeignRows;
}

async function takeOver(terminal: Terminal, { host, from, rows }: Found, flags: Flags): Promise<void> {
	const { reason, dryRun = false } = flags;
	const sent = await sendRows(host, rows, { from, reason, dryRun });
	const { actions, tally } = sent;
	const notUnderstood = rows.notUnderstood;
	if (flags.json) return terminal.json({ dryRun, actions, ...tally, notUnderstood });
	for (const { text, why } of notUnderstood) terminal.note(`Not understood: ${harmless(text)}: ${why}`);
	for (const { id, why } of tally.failed) terminal.note(`Not taken over: ${harmless(id)}: ${harmless(why)}`);
	terminal.line(words(sent, dryRun));
	for (const action of actions) terminal.note(`To take it back: greydesk undo ${action}${host.again}`);
}

function words({ actions, tally }: Sent, dryRun: boolean): string {
	const { waiting, passed, autoWhitelists, known, ended } = tally;
	const rest = [
		...(known === 0 ? [] : [`${known} here already`]),
		...(ended === 0 ? [] : [`${ended} whose time is over`]),
	];
	const left = rest.length === 0 ? "" : ` Left out: ${rest.join(", ")}.`;
	if (waiting + passed + autoWhitelists === 0) return `Nothing new: nothing was taken over.${left}`;
	const what = `${passed} triplets that passed, ${waiting} that wait, ${autoWhitelists} auto-whitelists`;
	if (dryRun) return `Would be taken over: ${what}.${left} Nothing has changed.`;
	return `Took over ${what}.${left} Action ${actions.join(", ")}`;
}
