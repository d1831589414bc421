/** `greydesk triplets show ID`: one triplet, every attempt with its reason, and whose turn it is. */
import type { Command } from "commander";
import type { z } from "zod";
import { durationWords } from "../../shared/base/duration.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { showTriplet } from "../../shared/protocol/triplet-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { harmless } from "./harmless.ts";
import { clientWords, senderWords } from "./mail-words.ts";
import { kindColour, kindWords, stateColours } from "./reason-words.ts";
import type { Terminal } from "./terminal.ts";
import { both } from "./when.ts";

type Shown = z.infer<typeof showTriplet.reply>;

export function showCommand(context: Context): Command {
	return hostCommand("show", "one triplet: every attempt, why each was decided so, when it may pass")
		.argument("<id>", "as greydesk triplets list shows it")
		.action(async (id: string, flags: HostFlags) => {
			const host = hostOf(flags, context);
			const shown = await ask(host, showTriplet, { params: { id } });
			if (flags.json) return context.terminal.json(shown);
			const { now } = await ask(host, hello);
			for (const line of screen(shown, now, context.terminal)) context.terminal.line(line);
		});
}

function screen(shown: Shown, now: number, terminal: Terminal): readonly string[] {
	const { triplet, attempts, siblings } = shown;
	const state = triplet.watched ? "watched" : triplet.state;
	const facts: (readonly [string, string])[] = [
		["Triplet", `${triplet.id}  ${terminal.paint(stateColours[state] ?? "grey", state)}`],
		["Sender", senderWords(triplet.sender)],
		["Recipient", triplet.recipients.map((recipient) => harmless(recipient)).join(", ")],
		["Client", clientWords(triplet.client, triplet.clientName)],
		["Counts as", `${senderWords(triplet.senderKey)} from ${harmless(triplet.clientKey)}`],
		["HELO", harmless(triplet.helo ?? "unknown")],
		["First seen", both(triplet.firstSeenAt, now)],
		["May pass", triplet.state === "waiting" ? both(triplet.mayPassAt, now) : "yes"],
		...next(shown, now),
		...delays(shown),
		["Forgotten", both(triplet.expiresAt, now)],
	];
	const timeline = attempts.map((attempt) => [
		both(attempt.at, now),
		kindWords(attempt.kind, attempt.reason),
		clientWords(attempt.client, attempt.clientName),
		harmless(attempt.why),
	]);
	const coloured = (text: string, row: number, column: number) => {
		const attempt = attempts[row];
		return column === 1 && attempt !== undefined
			? terminal.paint(kindColour(attempt.kind, attempt.reason), text)
			: text;
	};
	return [
		...columns(facts, { paint: (text, _row, column) => (column === 0 ? terminal.paint("bold", text) : text) }),
		"",
		harmless(shown.words, 2000),
		"",
		...(shown.attemptsComplete ? [] : ["Older attempts are no longer in the history's window."]),
		...columns(timeline, { paint: coloured }),
		...(siblings.length === 0
			? []
			: ["", `${siblings.length} more of this sender: ${siblings.map(({ id }) => id).join(" ")}`]),
	];
}

function next({ triplet: { nextTry } }: Shown, now: number): readonly (readonly [string, string])[] {
	if (nextTry === null) return [];
	return [
		[
			"Next try",
			`expected between ${both(nextTry.from, now)} and ${both(nextTry.to, now)}: ${harmless(nextTry.basis)}`,
		],
	];
}

function delays({ triplet }: Shown): readonly (readonly [string, string])[] {
	if (triplet.ourDelaySeconds === null || triplet.theirDelaySeconds === null) return [];
	return [
		[
			"Waited",
			`${durationWords(triplet.ourDelaySeconds)} for us, ${durationWords(triplet.theirDelaySeconds)} for its own next try`,
		],
	];
}
