/** `greydesk alerts`: what a postmaster must know now (also `alerts list`); `alerts ack ID` says that it was seen. */
import { Command } from "commander";
import { acknowledgeAlert, status } from "../../shared/protocol/system-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { harmless } from "./harmless.ts";
import { seenBy } from "./status-command.ts";
import { sentence } from "./terminal.ts";
import { both } from "./when.ts";
import { wrapped } from "./wrapped.ts";

export function alertsCommand(context: Context): Command {
	const list = hostCommand("list", "the alerts that are raised (the default)").action((flags: HostFlags) =>
		tellAll(context, flags),
	);
	const ack = hostCommand("ack", "say that an alert was seen; it stays until it is over")
		.argument("<id>", "as alerts list names it")
		.action(async (id: string, flags: HostFlags) => {
			const seen = await ask(hostOf(flags, context), acknowledgeAlert, { params: { id } });
			if (flags.json) context.terminal.json(seen);
			else context.terminal.line(`${harmless(seen.id)}${seenBy(seen)}`);
		});
	return new Command("alerts")
		.description("what a postmaster must know now")
		.addCommand(list, { isDefault: true })
		.addCommand(ack);
}

async function tellAll({ terminal, ...context }: Context, flags: HostFlags): Promise<void> {
	const { alerts, now } = await ask(hostOf(flags, { terminal, ...context }), status);
	if (flags.json) return terminal.json({ alerts });
	if (alerts.length === 0) terminal.line("No alert is raised");
	for (const alert of alerts) {
		const words = `${terminal.paint("red", harmless(alert.id))}: ${sentence(harmless(alert.words))}`;
		for (const line of wrapped(words, terminal.width)) terminal.line(line);
		terminal.line(`  raised ${both(alert.raisedAt, now)}${seenBy(alert)}`);
	}
}
