/** `greydesk whitelist pack`: the dated pack of large senders, shown, compared, switched on, brought up to date, switched off. */
import { randomUUID } from "node:crypto";
import { Command } from "commander";
import { getPack, type PackTold, setPack } from "../../shared/protocol/pack-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { harmless } from "./harmless.ts";

interface SwitchFlags extends HostFlags {
	readonly reason: string;
}

export function packCommand(context: Context): Command {
	return new Command("pack")
		.description("the large senders that come with this build, dated; nothing of them is on until you say so")
		.addCommand(showCommand(context))
		.addCommand(diffCommand(context))
		.addCommand(switchCommand(context, true))
		.addCommand(switchCommand(context, false));
}

function showCommand(context: Context): Command {
	return hostCommand(
		"show",
		"every large sender: its verified names, its SPF records, and where they were seen",
	).action(async (flags: HostFlags) => {
		const told = await ask(hostOf(flags, context), getPack);
		if (flags.json) return context.terminal.json(told);
		const rows = told.providers.map(({ name, names, spf, source }) => [
			harmless(name),
			harmless(names.join(" ")),
			spf.length === 0 ? "-" : harmless(spf.join(" ")),
			`${harmless(source.seen)} ${source.asOf} ${harmless(source.url)}`,
		]);
		const head = ["Sender", "Verified names", "SPF", "Seen"];
		for (const line of columns([head, ...rows])) context.terminal.line(line);
		context.terminal.note(stateWords(told));
	});
}

function diffCommand(context: Context): Command {
	return hostCommand("diff", "what `enable` would change here").action(async (flags: HostFlags) => {
		const told = await ask(hostOf(flags, context), getPack);
		if (flags.json) return context.terminal.json(told);
		const line = (sign: string) => (name: PackTold["added"][number]) =>
			context.terminal.line(`${sign} ${harmless(name.pattern)}  ${harmless(name.provider)}`);
		told.added.forEach(line("+"));
		told.removed.forEach(line("-"));
		for (const { pattern } of told.left) context.terminal.note(`${harmless(pattern)} was taken out here and stays out`);
		context.terminal.note(stateWords(told));
	});
}

function switchCommand(context: Context, on: boolean): Command {
	const words = on ? "whitelist them, or take the changes of a newer pack" : "take them off the whitelists";
	return hostCommand(on ? "enable" : "disable", words)
		.option("--reason <words>", "why, for the audit trail", "")
		.action(async (flags: SwitchFlags) => {
			const host = hostOf(flags, context);
			const body = { enabled: on, reason: flags.reason };
			const reply = await ask(host, setPack, { body, headers: { "idempotency-key": randomUUID() } });
			if ("actionId" in reply) {
				const saying = { verb: on ? "Took over" : "Removed", again: host.again, json: flags.json === true };
				return tellActed(context.terminal, reply, saying);
			}
			if (flags.json) context.terminal.json(reply);
			else
				context.terminal.line(on ? "Nothing changed: the pack is on, and up to date." : "Nothing changed: it is off.");
		});
}

function stateWords({ date, enabled, added, removed, kept }: PackTold): string {
	if (enabled === null) return `Pack of ${date}: off. greydesk whitelist pack enable would add ${added.length} names`;
	const on = `Pack of ${date}: on, ${kept} ${kept === 1 ? "name" : "names"} of that of ${enabled}`;
	if (added.length + removed.length === 0) return `${on}, up to date`;
	return `${on}; it has changed: ${added.length} more, ${removed.length} less. greydesk whitelist pack enable takes that`;
}
