/**
 * `greydesk whitelist remove`: by id, or by the pattern as the list shows it. A pattern that stands for more than one
 * entry (as a recipient and as a sender) is not guessed at: the ids are named.
 */
import type { Command } from "commander";
import type { ActedReply } from "../../shared/protocol/shapes.ts";
import { listWhitelists, removeWhitelist, type WhitelistRow } from "../../shared/protocol/whitelist-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type Host, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";

interface Flags extends HostFlags {
	readonly reason: string;
}

export function removeCommand(context: Context): Command {
	return hostCommand("remove", "remove an entry, or take an auto-whitelist away")
		.argument("<entry>", "its id, or its pattern, as greydesk whitelist list shows them")
		.option("--reason <words>", "why, for the audit trail", "")
		.action(async (entry: string, flags: Flags) => {
			const host = hostOf(flags, context);
			const reply = await remove(host, await idOf(host, entry), flags.reason);
			tellActed(context.terminal, reply, { verb: "Removed", again: host.again, json: flags.json === true });
		});
}

function remove(host: Host, id: string, reason: string): Promise<ActedReply> {
	return ask(host, removeWhitelist, { params: { id }, query: { reason } });
}

/** What is not found is asked for as it is: the daemon knows ids that the search does not. */
async function idOf(host: Host, text: string): Promise<string> {
	const q = text.replace(/^(?:client|domain):/, "").slice(0, 200);
	const { rows } = await ask(host, listWhitelists, { query: { q, limit: 1000 } });
	if (rows.some((row) => row.id === text)) return text;
	const named = rows.filter((row) => row.pattern === text.trim().toLowerCase());
	const [only] = named;
	if (named.length > 1) throw failed(`${harmless(text)} stands for several: remove one by its id, ${idsOf(named)}`);
	return only === undefined ? text : only.id;
}

function idsOf(rows: readonly WhitelistRow[]): string {
	return rows.map((row) => `${harmless(row.id)} (${row.kind})`).join(" or ");
}
