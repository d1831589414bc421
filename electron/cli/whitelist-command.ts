/** `greydesk whitelist`: list, add and remove entries; what senders earned by themselves is listed and removed too. */
import { randomUUID } from "node:crypto";
import { Argument, Command, Option } from "commander";
import { type EntryKind, entryKinds } from "../../shared/policy/whitelist-entry.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { addWhitelist, listWhitelists, whitelistKinds } from "../../shared/protocol/whitelist-routes.ts";
import { ask, type Context, duration, type HostFlags, hostCommand, hostOf, wholeNumber } from "./ask.ts";
import { harmless } from "./harmless.ts";
import { absolute } from "./when.ts";
import { importCommand } from "./whitelist-import.ts";
import { packCommand } from "./whitelist-pack.ts";
import { removeCommand } from "./whitelist-remove.ts";
import { whitelistTable } from "./whitelist-table.ts";

interface ListFlags extends HostFlags {
	readonly kind?: (typeof whitelistKinds)[number];
	readonly expired?: boolean;
	readonly limit: number;
	readonly cursor?: string;
}

interface AddFlags extends HostFlags {
	readonly reason: string;
	readonly owner?: string;
	readonly until?: number;
	readonly replace?: boolean;
	readonly dryRun?: boolean;
}

export function whitelistCommand(context: Context): Command {
	return new Command("whitelist")
		.description("list, add, import, remove entries; large senders")
		.addCommand(listCommand(context))
		.addCommand(addCommand(context))
		.addCommand(importCommand(context))
		.addCommand(removeCommand(context))
		.addCommand(packCommand(context));
}

function listCommand(context: Context): Command {
	return hostCommand("list", "entries with their hits, the latest first; auto-whitelists too")
		.argument("[words...]", "part of pattern, reason or owner; or an address that an entry covers")
		.addOption(new Option("--kind <kind>", "only these").choices(whitelistKinds))
		.option("--expired", "only those whose time is over")
		.option("--limit <n>", "at most so many", wholeNumber(1, 1000), 100)
		.option("--cursor <text>", "go on where an earlier list ended")
		.action((words: readonly string[], flags: ListFlags) => list(context, words.join(" "), flags));
}

async function list(context: Context, q: string, flags: ListFlags): Promise<void> {
	const { terminal } = context;
	const host = hostOf(flags, context);
	const { kind, limit, cursor } = flags;
	const expired = flags.expired ? "true" : "false";
	const answer = await ask(host, listWhitelists, { query: { q, kind, expired, limit, cursor } });
	if (flags.json) return terminal.json(answer);
	const { now } = await ask(host, hello);
	for (const line of whitelistTable(answer.rows, now, terminal)) terminal.line(line);
	const { value, exact } = answer.total;
	if (value === 0) terminal.note(q === "" && kind === undefined ? "There are no such entries." : "No entry matches.");
	else if (answer.next === null) terminal.note(`${value} ${value === 1 ? "entry" : "entries"}`);
	else
		terminal.note(
			`${answer.rows.length} of ${exact ? "" : "more than "}${value}; go on with --cursor "${harmless(answer.next)}"`,
		);
}

function addCommand(context: Context): Command {
	return hostCommand("add", "never greylist mail of this client, verified name, recipient or proven sender")
		.addArgument(new Argument("<kind>", "what the pattern is matched against").choices(entryKinds))
		.argument("<pattern>", "192.0.2.1, 192.0.2.0/24, *.example.net, user@example.net, user@ or example.net")
		.option("--reason <words>", "why: for those who find it later", "")
		.option("--owner <name>", "who answers for it (default: you)")
		.option("--until <duration>", "how long it holds, such as 90d (default: until it is removed)", duration)
		.option("--replace", "take the place of an entry with the same pattern")
		.option("--dry-run", "change nothing; check it and show what would be warned of")
		.action((kind: EntryKind, pattern: string, flags: AddFlags) => add(context, { kind, pattern }, flags));
}

async function add(
	context: Context,
	asked: { readonly kind: EntryKind; readonly pattern: string },
	flags: AddFlags,
): Promise<void> {
	const { terminal } = context;
	const host = hostOf(flags, context);
	const { reason, owner, replace = false, dryRun = false } = flags;
	// The end is an instant of the host's clock, which need not be ours.
	const until = flags.until === undefined ? {} : { expiresAt: (await ask(host, hello)).now + flags.until * 1000 };
	const body = { ...asked, reason, replace, dryRun, ...(owner === undefined ? {} : { owner }), ...until };
	const reply = await ask(host, addWhitelist, { body, headers: { "idempotency-key": randomUUID() } });
	if (flags.json) return terminal.json(reply);
	for (const warning of reply.warnings) terminal.note(`Warning: ${harmless(warning)}`);
	const { kind, pattern, expiresAt } = reply.entry;
	const name = `${kind} ${harmless(pattern)}${expiresAt === null ? "" : `, until ${absolute(expiresAt)}`}`;
	if ("changed" in reply) terminal.line(`It stands already: ${name}. Nothing was changed`);
	else if ("dryRun" in reply) terminal.line(`It would be whitelisted: ${name}. Nothing has changed.`);
	else {
		terminal.line(`Whitelisted ${name}. Action ${reply.actionId}`);
		terminal.note(`To take it back: greydesk undo ${reply.actionId}${host.again}`);
	}
}
