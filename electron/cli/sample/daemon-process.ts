/** This program run once more, as a process of its own or as a thread; its log goes to our standard error. */
import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { Worker } from "node:worker_threads";

export interface DaemonProcess {
	readonly output: NodeJS.ReadableStream;
	/** Resolves when it is gone, with its exit code; `null`: by a signal. */
	readonly ended: Promise<number | null>;
	/** In order: what was asked is finished and synced. */
	end(): void;
	kill(): void;
}

/** It ends with us, even where we are killed. */
export function runAsProcess(program: string, words: readonly string[]): DaemonProcess {
	const child = spawn(process.execPath, [program, "--end-with-input", ...words], {
		stdio: ["pipe", "pipe", "inherit"],
		// In a process group of its own: an interrupt at the terminal reaches us, and we end it in order.
		detached: true,
	});
	const ended = new Promise<number | null>((resolve) => {
		child.once("exit", (code) => resolve(code));
		child.once("error", () => resolve(1));
	});
	const output = child.stdout ?? new PassThrough();
	return { output, ended, end: () => child.kill("SIGTERM"), kill: () => child.kill("SIGKILL") };
}

/** No signal reaches a thread: it is stopped where it stands, which a journal survives and sample traffic can bear. */
export function runAsThread(program: string, words: readonly string[]): DaemonProcess {
	const thread = new Worker(program, { argv: [...words], stdout: true });
	const ended = new Promise<number | null>((resolve) => {
		thread.once("exit", (code) => resolve(code));
		thread.once("error", () => resolve(1));
	});
	const stop = () => void thread.terminate();
	return { output: thread.stdout, ended, end: stop, kill: stop };
}
