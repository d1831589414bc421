/**
 * `greydesk undo`: take an action back, row by row. Without an action: the caller's last one that still holds and is
 * no undo itself, so that repeating it goes on backwards and never to and fro. An undo that is named is done again.
 */
import type { Command } from "commander";
import { type Action, listActions, undo } from "../../shared/protocol/action-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type Host, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { failed, wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { absolute } from "./when.ts";

interface Flags extends HostFlags {
	readonly reason: string;
	readonly list?: boolean;
}

interface Target {
	readonly id: string;
	/** Which one it is, for who did not name it, or did not know that it is an undo. */
	readonly words: string | null;
	/** What is taken back took something back itself. */
	readonly redo: boolean;
}

const LISTED = 20;

export function undoCommand(context: Context): Command {
	return hostCommand("undo", "take an action back; without one, your last that still holds")
		.argument("[action]", "its id, as the action printed it")
		.option("--list", `do nothing; show the last ${LISTED} actions`)
		.option("--reason <words>", "why, for the audit trail", "")
		.action(async (action: string | undefined, flags: Flags) => {
			const host = hostOf(flags, context);
			if (flags.list && action !== undefined) throw wrongUsage("--list shows the last actions: name none with it");
			if (flags.list) return list(host, context, flags);
			const { id, words, redo } = await (action === undefined ? last(host, context) : named(host, action));
			const reply = await ask(host, undo, { params: { id }, body: { reason: flags.reason } });
			if (words !== null && !flags.json) context.terminal.note(words);
			const verb = redo ? "Done again" : "Undone";
			tellActed(context.terminal, reply, { verb, again: host.again, json: flags.json === true });
		});
}

async function rowsOf(host: Host): Promise<readonly Action[]> {
	return (await ask(host, listActions, { query: { limit: 1000 } })).rows;
}

/** A name is only claimed over a unix socket; it still keeps two operators from undoing each other by accident. */
async function last(host: Host, context: Context): Promise<Target> {
	const rows = await rowsOf(host);
	const byId = new Map(rows.map((row) => [row.id, row]));
	const all = `greydesk undo --list${host.again}`;
	for (const row of rows) {
		if (row.who.name !== context.who || row.kind === "undone" || row.undoes) continue;
		const tip = holding(row, byId);
		if (tip === null) continue;
		const what = `${row.id}: ${harmless(row.words)}`;
		if (tip.undoable.can) return { id: tip.id, words: `Undoing ${what}`, redo: false };
		const why = harmless(tip.undoable.why ?? "the host does not say why");
		throw failed(
			`Your last action that still holds cannot be undone (${what}): ${why}. To undo an earlier one, name it; ${all} shows them`,
		);
	}
	throw failed(`Of your actions (as ${context.who}) none is left to undo; ${all} shows those of everybody`);
}

/** The action to be undone so that `row` holds no more: itself, or the one by which it was done again; `null`: undone. */
function holding(row: Action, byId: ReadonlyMap<string, Action>): Action | null {
	let tip: Action | null = row;
	let holds = true;
	for (let next = row.undoneBy; next !== null; next = tip?.undoneBy ?? null) {
		tip = byId.get(next) ?? null;
		holds = !holds;
	}
	return holds ? tip : null;
}

async function named(host: Host, id: string): Promise<Target> {
	const rows = await rowsOf(host);
	const undoes = rows.find((row) => row.id === id)?.undoes ?? null;
	const before = rows.find((row) => row.id === undoes);
	// Where that one was itself an undo of an undo, taking this one back undoes as the first did.
	if (before === undefined || before.undoes) return { id, words: null, redo: false };
	return { id, words: `It was an undo: ${before.id} is done again (${harmless(before.words)})`, redo: true };
}

async function list(host: Host, { terminal }: Context, flags: Flags): Promise<void> {
	const reply = await ask(host, listActions, { query: { limit: LISTED } });
	if (flags.json) return terminal.json(reply);
	const rows = reply.rows.map((row) => [
		row.id,
		absolute(row.at),
		harmless(row.who.name),
		harmless(row.words),
		row.undoneBy === null ? harmless(row.undoable.why ?? "") : `undone by ${row.undoneBy}`,
	]);
	for (const line of columns([["ACTION", "WHEN", "WHO", "WHAT", ""], ...rows])) terminal.line(line);
}
