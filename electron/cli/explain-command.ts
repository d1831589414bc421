/** `greydesk explain`: what would be decided now, and every rule that was asked, the deciding one last. */
import type { Command } from "commander";
import type { z } from "zod";
import { durationWords } from "../../shared/base/duration.ts";
import { explain } from "../../shared/protocol/policy-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { harmless } from "./harmless.ts";
import { typedAddress } from "./mail-words.ts";
import type { Terminal } from "./terminal.ts";

interface Flags extends HostFlags {
	readonly client: string;
	readonly sender: string;
	readonly recipient: string;
	readonly name?: string;
	readonly helo?: string;
	readonly login?: string;
	readonly atData?: boolean;
}

export function explainCommand(context: Context): Command {
	return hostCommand("explain", "what would be decided now for such an attempt, and which rules were asked")
		.requiredOption("--client <ip>", "address of the client")
		.requiredOption("--sender <address>", "envelope sender; <> is the null sender")
		.requiredOption("--recipient <address>", "envelope recipient")
		.option("--name <host>", "the client's verified name")
		.option("--helo <host>", "what it says in HELO or EHLO")
		.option("--login <user>", "as if it had logged in as this user")
		.option("--at-data", "as asked at DATA rather than at RCPT")
		.action(async (flags: Flags) => {
			const reply = await ask(hostOf(flags, context), explain, { body: bodyOf(flags) });
			if (flags.json) return context.terminal.json(reply);
			for (const line of screen(reply, context.terminal)) context.terminal.line(line);
		});
}

function bodyOf(flags: Flags): z.input<typeof explain.body> {
	return {
		client: flags.client,
		sender: typedAddress(flags.sender),
		recipient: typedAddress(flags.recipient),
		state: flags.atData ? "DATA" : "RCPT",
		...(flags.name === undefined ? {} : { clientName: flags.name }),
		...(flags.helo === undefined ? {} : { helo: flags.helo }),
		...(flags.login === undefined ? {} : { saslUser: flags.login }),
	};
}

/** What was asked of the DNS for it. */
function facts({ facts: told = [] }: z.infer<typeof explain.reply>): readonly string[] {
	if (told.length === 0) return [];
	const rows = told.map(({ fact, answer, why, cached, milliseconds }) => [
		harmless(fact),
		harmless(answer),
		cached ? "remembered" : `asked, ${Math.round(milliseconds)} ms`,
		harmless(why ?? ""),
	]);
	return ["", ...columns([["DNS", "ANSWER", "FROM", "WHY"], ...rows])];
}

function screen(reply: z.infer<typeof explain.reply>, terminal: Terminal): readonly string[] {
	const { overrides = [] } = reply;
	const wait = reply.secondsLeft === null ? "" : ` for ${durationWords(reply.secondsLeft)}`;
	const verdict =
		reply.verdict === "defer"
			? terminal.paint("amber", `It would be deferred${wait}`)
			: terminal.paint("green", "It would pass");
	const rows = reply.trace.map((line, index) => [
		`${index + 1}.`,
		harmless(line.rule),
		line.answer,
		harmless(line.asked),
		harmless(line.why),
	]);
	return [
		`${verdict}, by rule "${harmless(reply.rule)}".`,
		...(overrides.length === 0 ? [] : [`Settings for this recipient are those of ${harmless(overrides.join(", "))}.`]),
		"",
		...columns([["", "RULE", "ANSWER", "ASKED", "WHY"], ...rows]),
		...facts(reply),
	];
}
