/**
 * Follows systemd's journal by `journalctl`, which knows its files; only mail's facility, from now on. It is started
 * with constants, without a shell, and again when it ends; what was written between is lost, and said to be.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createLineCutter } from "./lines.ts";
import type { LogReader, LogSource } from "./source.ts";

/** What stands for the journal where a path is asked for. */
export const JOURNAL = "journal:";

const command = ["--follow", "--lines=0", "--output=short-iso", "--facility=mail", "--quiet", "--no-pager"];
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** Alive for so long, it works. */
const WORKS_MS = 2000;

export function followJournal(reader: LogReader, program = "journalctl"): LogSource {
	let child: ChildProcess | null = null;
	let timer: NodeJS.Timeout | null = null;
	let pause = FIRST_PAUSE_MS;
	let stopped = false;
	let ended: Promise<void> = Promise.resolve();

	function start(): void {
		const cutter = createLineCutter();
		const started = spawn(program, command, {
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, LC_ALL: "C" },
		});
		child = started;
		let said = "";
		const works = setTimeout(() => {
			pause = FIRST_PAUSE_MS;
			reader.trouble(null);
		}, WORKS_MS);
		works.unref();
		started.stdout.on("data", (bytes: Buffer) => {
			const lines = cutter.cut(bytes);
			if (lines.length > 0) reader.lines(lines);
		});
		started.stderr.setEncoding("utf8").on("data", (text: string) => {
			said = `${said}${text}`.slice(-300);
		});
		ended = new Promise((resolve) => {
			let over = false;
			const end = (why: string) => {
				if (over) return;
				over = true;
				clearTimeout(works);
				resolve();
				if (stopped) return;
				reader.lost("journalctl ended");
				reader.trouble(troubleWords(why));
				timer = setTimeout(start, pause);
				timer.unref();
				pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
			};
			started.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
			started.once("close", (code, signal) => end(said.trim().split("\n").at(-1) || `it ended with ${signal ?? code}`));
		});
	}

	start();
	return {
		position: () => null,
		async stop() {
			stopped = true;
			if (timer !== null) clearTimeout(timer);
			child?.kill("SIGTERM");
			await ended;
		},
	};
}

function troubleWords(why: string): string {
	const mend =
		why === "ENOENT"
			? "journalctl is not installed here: name Postfix's log file instead."
			: "Let the daemon's user read the journal: the group systemd-journal may.";
	return `The journal cannot be followed (${why}): what clients are told is not known. ${mend}`;
}
