/** `greydesk triplets`: list them, look at one, approve, purge. */
import { Command } from "commander";
import { hello } from "../../shared/protocol/system-routes.ts";
import { listTriplets, MAX_PAGE, sortKeys } from "../../shared/protocol/triplet-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf, wholeNumber } from "./ask.ts";
import { wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { approveCommand, purgeCommand } from "./release-commands.ts";
import { showCommand } from "./show-command.ts";
import { table } from "./triplets-table.ts";

interface ListFlags extends HostFlags {
	readonly sort: string;
	readonly limit: number;
	readonly cursor?: string;
}

export function tripletsCommand(context: Context): Command {
	return new Command("triplets")
		.description("list, look at, approve and purge triplets")
		.addCommand(listCommand(context))
		.addCommand(showCommand(context))
		.addCommand(approveCommand(context))
		.addCommand(purgeCommand(context));
}

function listCommand(context: Context): Command {
	return hostCommand("list", "triplets that match a query, the last seen first")
		.argument("[query...]", 'such as: state:waiting sender:*@example.com age:">1h"')
		.option("--sort <key>", `${sortKeys.join(", ")}; a minus in front turns it round`, "-lastSeenAt")
		.option("--limit <n>", "at most so many", wholeNumber(1, MAX_PAGE), 50)
		.option("--cursor <text>", "go on where an earlier list ended")
		.action((query: readonly string[], flags: ListFlags) => list(context, query.join(" "), flags));
}

async function list(context: Context, q: string, flags: ListFlags): Promise<void> {
	if (!sortKeys.some((key) => key === flags.sort.replace(/^-/, "")))
		throw wrongUsage(`--sort ${flags.sort}: it can be ${sortKeys.join(", ")}, with a minus in front to turn it round`);
	const host = hostOf(flags, context);
	const { sort, limit, cursor } = flags;
	const answer = await ask(host, listTriplets, { query: { q, sort, limit, cursor } });
	const { terminal } = context;
	if (flags.json) return terminal.json(answer);
	const { now } = await ask(host, hello);
	for (const line of table(answer.rows, now, terminal)) terminal.line(line);
	const total = `${answer.total.exact ? "" : "about "}${answer.total.value}`;
	if (answer.rows.length === 0) terminal.note(q === "" ? "There are no triplets yet." : "No triplet matches.");
	else if (answer.next !== null)
		terminal.note(`${answer.rows.length} of ${total}; go on with --cursor ${harmless(answer.next)}`);
	else terminal.note(`${total} ${answer.total.value === 1 ? "triplet" : "triplets"}`);
}
