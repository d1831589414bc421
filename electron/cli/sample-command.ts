/**
 * `greydesk sample`: a daemon of its own on a folder marked as sample, its clock fast, and senders of all kinds that
 * play over its real policy port, until SIGTERM, an interrupt, or --seconds. Each start begins anew, on an empty
 * folder. Never on a folder with real mail.
 */
import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { senderClasses } from "../../shared/analysis/sample-senders.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { stateFolder } from "../system/folders.ts";
import { ask, type Context, wholeNumber } from "./ask.ts";
import { columns } from "./columns.ts";
import { failed } from "./exit.ts";
import { startDaemon } from "./sample/daemon-child.ts";
import { freshFolder } from "./sample/fresh-folder.ts";
import { play } from "./sample/player.ts";
import { unixSend } from "./unix-send.ts";

interface Flags {
	readonly data?: string;
	readonly speed: number;
	readonly seconds?: number;
	readonly seed: number;
	readonly json?: boolean;
}

type Counts = Map<string, { deferred: number; passed: number }>;

export function sampleCommand(context: Context): Command {
	return new Command("sample")
		.description("a daemon of its own that plays sample traffic, on a fast clock, until interrupted")
		.option(
			"--data <dir>",
			"a folder for sample traffic only, emptied at each start (default: $XDG_STATE_HOME/greydesk-sample)",
		)
		.option("--speed <n>", "how many times as fast the clock runs", speed, 60)
		.option("--seconds <n>", "end after so many seconds of ours", wholeNumber(1, 10_000_000))
		.option("--seed <n>", "the same number plays the same senders", wholeNumber(0, 4_294_967_295), 1)
		.option("--json", "what was played, at the end, as JSON")
		.action((flags: Flags) => sample(context, flags));
}

function speed(text: string): number {
	const value = Number(text);
	if (!(value >= 1 && value <= 3600)) throw new InvalidArgumentError("It must be a number from 1 to 3600.");
	return value;
}

async function sample(context: Context, flags: Flags): Promise<void> {
	const { terminal } = context;
	const data = resolve(flags.data ?? stateFolder(context.env, "greydesk-sample"));
	await freshFolder(data);
	const interrupted = new Promise<void>((end) => {
		process.once("SIGINT", () => end());
		process.once("SIGTERM", () => end());
	});
	const daemon = await startDaemon({ data, speed: flags.speed });
	try {
		const host = { socket: daemon.management, send: unixSend(daemon.management, context.who), again: "" };
		// The second answer comes over a warm way: the two clocks then begin together.
		await ask(host, hello);
		const greeting = await ask(host, hello);
		if (!greeting.engine.sample) throw failed(`${data} is not marked as sample: nothing is played on it`);
		terminal.line(daemon.ready);
		if (!flags.json)
			terminal.note(`Playing ${senderClasses.length} kinds of senders, ${flags.speed} times as fast as life.`);
		const counts: Counts = new Map();
		const player = play({
			port: daemon.policy,
			seed: flags.seed,
			startAt: greeting.now,
			speed: greeting.speed,
			played: (sender, deferred) => count(counts, sender, deferred),
			trouble: (error) => terminal.note(`The policy port does not answer: ${error.message}`),
		});
		const over = flags.seconds === undefined ? null : after(flags.seconds);
		const died = await Promise.race([
			interrupted.then(() => false),
			daemon.ended.then(() => true),
			...(over === null ? [] : [over.then(() => false)]),
		]);
		player.stop();
		tell(context, flags, counts);
		if (died) throw failed("The daemon of the sample traffic has ended; its own words stand above");
	} finally {
		await daemon.stop();
	}
}

function after(seconds: number): Promise<void> {
	return new Promise((end) => setTimeout(end, seconds * 1000).unref());
}

function count(counts: Counts, sender: string, deferred: boolean): void {
	const row = counts.get(sender) ?? { deferred: 0, passed: 0 };
	if (deferred) row.deferred++;
	else row.passed++;
	counts.set(sender, row);
}

function tell(context: Context, flags: Flags, counts: Counts): void {
	const { terminal } = context;
	if (flags.json) {
		terminal.json({ seed: flags.seed, speed: flags.speed, senders: Object.fromEntries(counts) });
		return;
	}
	const rows = senderClasses.map(({ id, words }) => {
		const { deferred = 0, passed = 0 } = counts.get(id) ?? {};
		return [id, String(deferred), String(passed), words];
	});
	for (const line of columns([["SENDER", "DEFERRED", "PASSED", ""], ...rows], { right: [1, 2] })) terminal.line(line);
}
