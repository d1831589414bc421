/**
 * A greydesk program run as a child of the desk: the embedded daemon, or the sample. Started again with growing pauses
 * after it ended by itself; what it says on standard error is kept (the last line) for the words on the link; stopped by
 * SIGTERM, and SIGKILL where that takes more than ten seconds.
 */
import type { Log } from "../../shared/base/log.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { trouble } from "../hosts/trouble.ts";
import type { Launch, Running } from "./launch.ts";

const pauses = [500, 1000, 2000, 5000, 10_000, 30_000];
/** One that ran so long begins again without a pause. */
const STEADY_MS = 60_000;
/** How often a program of others, that is used instead of ours, is looked for. */
const LOOK_AGAIN_MS = 2000;
const STOP_MS = 10_000;

export interface ChildParts {
	readonly log: Log;
	/** As the words name it: "the embedded daemon". */
	readonly name: string;
	/** Asked before each start: what to run. `null`: not now, for another one does it; asked again in a while. */
	readonly command: () => Promise<readonly string[] | null>;
	readonly launch: Launch;
	readonly onLine: (line: string) => void;
	readonly onChange: () => void;
}

export interface ChildProgram {
	/** Why it does not run, in words; null while it does. */
	problem(): Trouble | null;
	/** Null where it runs outside of this desk, or not at all. */
	pid(): number | null;
	stop(): Promise<void>;
}

export function runChild(parts: ChildParts): ChildProgram {
	let child: Running | null = null;
	let problem: string | null = null;
	let lastWords = "";
	let tries = 0;
	let stopping = false;
	let timer: NodeJS.Timeout | undefined;

	const say = (words: string | null) => {
		if (problem === words) return;
		problem = words;
		parts.onChange();
	};

	const begin = async () => {
		const args = await parts.command();
		if (stopping) return;
		if (args === null) {
			say(null);
			timer = setTimeout(start, LOOK_AGAIN_MS);
			return;
		}
		const startedAt = performance.now();
		const started = parts.launch(args);
		child = started;
		eachLine(started.output, parts.onLine);
		eachLine(started.errors, (line) => {
			lastWords = wordsOf(line);
		});
		started.onStart(() => say(null));
		started.onEnd((how) => {
			child = null;
			if (stopping) return;
			if (performance.now() - startedAt > STEADY_MS) tries = 0;
			const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
			tries++;
			const words = `${parts.name} ${how}${lastWords === "" ? "" : ` (${lastWords})`}; it is started again in ${pause / 1000} s`;
			parts.log.warn(words);
			say(words);
			timer = setTimeout(start, pause);
		});
	};
	const start = () => {
		begin().catch((error: unknown) => say(`${parts.name} cannot be started: ${String(error)}`));
	};
	start();

	return {
		problem: () => (problem === null ? null : ended(problem)),
		pid: () => child?.pid() ?? null,
		async stop() {
			stopping = true;
			clearTimeout(timer);
			if (child !== null) await end(child);
		},
	};
}

function ended(words: string): Trouble {
	const mend = "If that goes on, its own words say what to do; the log has more of them.";
	return trouble("ended", { words: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, mend });
}

/** Resolves when the program is gone. */
function end(child: Running): Promise<void> {
	return new Promise((resolve) => {
		if (child.gone()) return resolve();
		const kill = setTimeout(child.kill, STOP_MS);
		child.onEnd(() => {
			clearTimeout(kill);
			resolve();
		});
		child.terminate();
	});
}

function eachLine(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
	let rest = "";
	stream?.setEncoding("utf8").on("data", (chunk: string) => {
		const lines = (rest + chunk).split("\n");
		rest = (lines.pop() ?? "").slice(-65_536);
		for (const line of lines) take(line.trim());
	});
}

/** A log line of ours is JSON with its words in `words`; anything else is shown as it is, cleaned and cut. */
function wordsOf(line: string): string {
	let words = line;
	try {
		const said: unknown = JSON.parse(line);
		if (typeof said === "object" && said !== null && "words" in said && typeof said.words === "string")
			words = said.words;
	} catch {
		// Not JSON: the line itself is the words.
	}
	return words.replace(/\p{C}/gu, " ").slice(0, 300);
}
