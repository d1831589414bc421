/**
 * `greydesk watch`: mail as it is decided, a line each. It connects again where the daemon went away and goes on after
 * the last event it saw; what is missing is said. With --json: one JSON value a line (events with their `id`;
 * `omitted`, `gap` and, with --ticks, `tick` beside them).
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { z } from "zod";
import { actWords, onlyRow } from "../../shared/protocol/act-words.ts";
import type { StreamEvent } from "../../shared/protocol/stream.ts";
import { type Context, type HostFlags, hostCommand, hostOf, wholeNumber } from "./ask.ts";
import { type Frame, readStream, type StreamRequest } from "./event-stream.ts";
import { Stop } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { clientWords, senderWords } from "./mail-words.ts";
import { kindColour, kindWords } from "./reason-words.ts";
import type { Terminal } from "./terminal.ts";
import type { Way } from "./way.ts";
import { absolute } from "./when.ts";

interface Flags extends HostFlags {
	readonly ticks?: boolean;
	readonly count?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export function watchCommand(context: Context): Command {
	return hostCommand("watch", "mail as it is decided, a line each")
		.option("--ticks", "with --json: the counts too")
		.option("--count <n>", "end after so many events", wholeNumber(1, 1_000_000_000))
		.action((flags: Flags) => watch(context, flags));
}

async function watch(context: Context, flags: Flags): Promise<void> {
	const { way } = hostOf(flags, context);
	const stop = new AbortController();
	process.once("SIGINT", () => stop.abort());
	process.once("SIGTERM", () => stop.abort());
	const tail = createTail(context.terminal, flags, () => stop.abort());
	let connected = false;
	let pause = FIRST_PAUSE_MS;
	while (!stop.signal.aborted) {
		const trouble = await listen(way, {
			tell: way.tell,
			socket: way.socket,
			who: context.who,
			after: tail.last(),
			signal: stop.signal,
			opened: () => {
				if (connected) context.terminal.note("Connected again.");
				connected = true;
				pause = FIRST_PAUSE_MS;
			},
			frame: tail.take,
		});
		if (trouble === null) return;
		if (!connected) throw trouble;
		if (pause === FIRST_PAUSE_MS) context.terminal.note(`${trouble.message} Trying again until it answers.`);
		await sleep(pause, undefined, { signal: stop.signal }).catch(() => undefined);
		pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
	}
}

/** As `readStream`; a way that cannot be made is why the stream ended, too. */
async function listen(way: Way, asked: StreamRequest): Promise<Stop | null> {
	try {
		await way.ready();
	} catch (error) {
		if (error instanceof Stop) return asked.signal.aborted ? null : error;
		throw error;
	}
	return readStream(asked);
}

interface Tail {
	take(frame: Frame): void;
	/** Id of the last event seen, to go on after it. */
	last(): string | null;
}

function createTail(terminal: Terminal, flags: Flags, done: () => void): Tail {
	let last: string | null = null;
	let left = flags.count ?? Number.POSITIVE_INFINITY;
	const say = (json: unknown, words: string) => (flags.json ? terminal.json(json) : terminal.line(words));
	return {
		last: () => last,
		take(frame) {
			if (left <= 0) return;
			switch (frame.name) {
				case "tick":
					last ??= frame.data.id;
					if (flags.json && flags.ticks) terminal.json({ kind: "tick", ...frame.data });
					return;
				case "gap":
					last = frame.data.id;
					return say({ kind: "gap", ...frame.data }, terminal.paint("red", `Gap: ${harmless(frame.data.why)}`));
				case "detail": {
					const { id, events, omitted } = frame.data;
					last = id;
					const epoch = id.slice(0, id.lastIndexOf(":"));
					if (omitted > 0)
						say(
							{ kind: "omitted", count: omitted },
							terminal.paint("grey", `(${omitted} left out here; they are counted)`),
						);
					for (const event of events) {
						if (left-- <= 0) break;
						say({ id: `${epoch}:${event.seq}`, ...event }, eventLine(event, terminal));
					}
					if (left <= 0) done();
				}
			}
		},
	};
}

const mailShape = z.looseObject({
	reason: z.string().optional(),
	outcome: z.string().optional(),
	code: z.string().nullish(),
	triplet: z.string().nullish(),
	attempt: z
		.looseObject({ client: z.string(), clientName: z.string().nullable(), sender: z.string(), recipient: z.string() })
		.optional(),
});

export function eventLine(event: StreamEvent, terminal: Terminal): string {
	const read = mailShape.safeParse(event);
	const { reason = null, attempt, outcome, code, triplet } = read.success ? read.data : {};
	const kind = terminal.paint(
		kindColour(event.kind, reason),
		kindWords(harmless(event.kind), reason === null ? null : harmless(reason)).padEnd(24),
	);
	const parts = [absolute(event.at).slice(11), kind];
	if (attempt !== undefined) parts.push(mailWords(attempt));
	else if (event.kind === "outcome")
		parts.push(harmless([triplet, outcome, code].filter((part) => typeof part === "string").join(" ")));
	else parts.push(...actParts(event));
	return parts.join("  ").trimEnd();
}

/** The mail of an act on one triplet; then how much, who and why, as the page's tail says it. */
function actParts(event: StreamEvent): readonly string[] {
	const only = onlyRow(event);
	const words = harmless(actWords(event));
	return only === null ? [words] : [mailWords({ ...only, clientName: null }), words];
}

interface Mail {
	readonly client: string;
	readonly clientName: string | null;
	readonly sender: string;
	readonly recipient: string;
}

function mailWords({ client, clientName, sender, recipient }: Mail): string {
	return `${clientWords(client, clientName)}  ${senderWords(sender)} -> ${harmless(recipient)}`;
}
