/**
 * Starts this same program as a daemon of its own and reads its ready line. The daemon's log goes to our standard
 * error. It is ended with SIGTERM, and with SIGKILL where that does not help; should we be killed, it ends with us.
 */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { failed } from "../exit.ts";
import { type DaemonProcess, runAsProcess, runAsThread } from "./daemon-process.ts";
import type { PolicyPort } from "./policy-client.ts";

export interface DaemonChild {
	/** As the daemon printed it. */
	readonly ready: string;
	readonly policy: PolicyPort;
	/** Path of the management socket. */
	readonly management: string;
	/** Resolves when it ended, with its exit code; `null`: by a signal. */
	readonly ended: Promise<number | null>;
	stop(): Promise<void>;
}

const READY_MS = 30_000;
const TERM_MS = 8000;

/** Errors: `Stop` 1 where it did not become ready. */
export async function startDaemon(options: { readonly data: string; readonly speed: number }): Promise<DaemonChild> {
	const program = process.argv[1];
	if (program === undefined) throw failed("This program does not know its own file, so it cannot start a daemon");
	const words = ["daemon", "--data", options.data, "--policy", "127.0.0.1:0", "--clock-speed", String(options.speed)];
	// Electron's binary is no Node for anybody who calls it: there the daemon is a thread of ours.
	const run = process.versions.electron === undefined ? runAsProcess : runAsThread;
	const child = run(program, words);
	const { ended } = child;
	const ready = await readyLine(child);
	const parts = /^ready policy=(?:inet:)?(?:tcp:)?([^,\s]*):(\d+)\S* management=(?:unix:)?(.+)$/.exec(ready);
	if (parts === null) {
		child.end();
		throw failed(`The daemon's ready line cannot be read: ${ready}`);
	}
	const [, host = "127.0.0.1", port = "0", management = ""] = parts;
	return {
		ready,
		policy: { host: host.replace(/^\[|\]$/g, ""), port: Number(port) },
		management,
		ended,
		async stop() {
			child.end();
			const timer = setTimeout(child.kill, TERM_MS);
			await ended;
			clearTimeout(timer);
		},
	};
}

async function readyLine({ output, ended, end }: DaemonProcess): Promise<string> {
	const lines = createInterface({ input: output });
	const line = once(lines, "line", { signal: AbortSignal.timeout(READY_MS) }).then(
		([text]) => String(text),
		() => null,
	);
	const first = await Promise.race([line, ended.then(() => null)]);
	output.resume();
	if (first?.startsWith("ready ")) return first;
	end();
	throw failed("The daemon for sample traffic did not start; its own words stand above");
}
