/**
 * How the desk runs a program of ours: as a child of Node here, as a utility process behind Electron's door. Either way
 * it is the same bundled command with the same words, and it hears SIGTERM.
 */
import { spawn } from "node:child_process";

export interface Running {
	/** Null where it did not start, or is gone. */
	pid(): number | null;
	gone(): boolean;
	readonly output: NodeJS.ReadableStream | null;
	readonly errors: NodeJS.ReadableStream | null;
	/** Each once: that it runs, and that it is gone, with how in words ("ended with status 1"). */
	onStart(tell: () => void): void;
	onEnd(tell: (how: string) => void): void;
	/** Asks it to end (SIGTERM). */
	terminate(): void;
	kill(): void;
}

/** `words`: the file of the program first. */
export type Launch = (words: readonly string[]) => Running;

/** In a session of its own, so that Ctrl+C in the terminal reaches the desk alone, which then ends it in order. */
export const launchNode: Launch = (words) => {
	const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "pipe"], detached: true });
	let trouble: string | null = null;
	let gone = false;
	child.on("error", (error) => {
		trouble = error.message;
	});
	child.once("close", () => {
		gone = true;
	});
	return {
		pid: () => (gone ? null : (child.pid ?? null)),
		gone: () => gone,
		output: child.stdout,
		errors: child.stderr,
		onStart: (tell) => child.once("spawn", tell),
		onEnd: (tell) =>
			child.once("close", (code, signal) => {
				if (trouble !== null) tell(`could not be run (${trouble})`);
				else tell(signal === null ? `ended with status ${code}` : `was ended by ${signal}`);
			}),
		terminate: () => child.kill("SIGTERM"),
		kill: () => child.kill("SIGKILL"),
	};
};

/** The command, told to end when its standard input closes: a desk that was killed leaves nothing behind. */
export const launchCommand: Launch = ([file = "", ...words]) => launchNode([file, "--end-with-input", ...words]);
