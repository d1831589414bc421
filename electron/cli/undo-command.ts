/** `greydesk undo`: take an action back, row by row. Without an action: the caller's latest that can be undone. */
import type { Command } from "commander";
import { listActions, undo } from "../../shared/protocol/action-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type Host, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";

interface Flags extends HostFlags {
	readonly reason: string;
}

export function undoCommand(context: Context): Command {
	return hostCommand("undo", "take an action back; without one, your latest that can be undone")
		.argument("[action]", "its id, as the action printed it")
		.option("--reason <words>", "why, for the audit trail", "")
		.action(async (action: string | undefined, flags: Flags) => {
			const host = hostOf(flags, context);
			const id = action ?? (await latest(host, context, flags));
			const reply = await ask(host, undo, { params: { id }, body: { reason: flags.reason } });
			tellActed(context.terminal, reply, { verb: "Undone", again: host.again, json: flags.json === true });
		});
}

/** A name is only claimed over a unix socket; it still keeps two operators from undoing each other by accident. */
async function latest(host: Host, context: Context, flags: Flags): Promise<string> {
	const { rows } = await ask(host, listActions, { query: { limit: 1000 } });
	const mine = rows.find((row) => row.who.name === context.who && row.undoable.can);
	if (mine === undefined)
		throw failed(`Of your actions (as ${context.who}) none can be undone: name one, greydesk undo ACTION`);
	if (!flags.json) context.terminal.note(`Undoing ${mine.id}: ${harmless(mine.words)}`);
	return mine.id;
}
