/** `greydesk pass-all 60m | off`: let everything pass for a while, or end that. It ends by itself. */
import type { Command } from "commander";
import { durationWords, parseDuration } from "../../shared/base/duration.ts";
import { passAll } from "../../shared/protocol/policy-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { wrongUsage } from "./exit.ts";
import { absolute } from "./when.ts";

const LONGEST = 7 * 86_400;

interface Flags extends HostFlags {
	readonly reason: string;
}

export function passAllCommand(context: Context): Command {
	return hostCommand("pass-all", "let everything pass for a while, or end that")
		.argument("<how-long>", "such as 60m or 2h, at most 7d; off ends it")
		.option("--reason <words>", "why, for the audit trail", "")
		.action(async (text: string, flags: Flags) => {
			const seconds = secondsOf(text);
			const host = hostOf(flags, context);
			const reply = await ask(host, passAll, { body: { seconds, reason: flags.reason } });
			const { terminal } = context;
			if ("changed" in reply)
				return flags.json ? terminal.json(reply) : terminal.line("It is already off: nothing was changed");
			if (!flags.json)
				terminal.line(
					reply.untilAt === null
						? "Mail is greylisted again"
						: `Everything passes for ${durationWords(seconds)}, until ${absolute(reply.untilAt)}`,
				);
			tellActed(terminal, reply, { verb: "Changed", again: host.again, json: flags.json === true });
		});
}

function secondsOf(text: string): number {
	if (text === "off") return 0;
	const seconds = parseDuration(text);
	if (!seconds.ok) throw wrongUsage(seconds.problem.endsWith("?") ? seconds.problem : `${seconds.problem}, or off`);
	if (seconds.value < 1 || seconds.value > LONGEST) throw wrongUsage(`"${text}": from 1s to 7d, or off`);
	return seconds.value;
}
