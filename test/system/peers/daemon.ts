/** The daemon as a program of its own, as an operator runs it: `greydesk daemon` on a folder and a policy port. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unixSend } from "../../../electron/cli/unix-send.ts";
import { type Answered, call, type Send } from "../../../shared/protocol/client.ts";
import { getPolicy, putPolicy } from "../../../shared/protocol/policy-routes.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { status } from "../../../shared/protocol/system-routes.ts";
import { listTriplets } from "../../../shared/protocol/triplet-routes.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./ports.ts";

const command = join(import.meta.dirname, "..", "..", "..", "out", "greydesk.mjs");

export interface RunningDaemon {
	readonly policyPort: number;
	readonly socket: string;
	readonly send: Send;
	/** The one triplet that a query finds; throws where there are none or several. */
	triplet(q: string): Promise<Triplet>;
	counters(): Promise<Readonly<Record<string, number>>>;
	setDelay(seconds: number): Promise<void>;
	/** As the kernel would on a crash: no goodbye. */
	kill(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts one on a new folder; resolves when it says that it is ready. */
export async function startDaemon(): Promise<RunningDaemon> {
	const data = mkdtempSync(join(tmpdir(), "greydesk-daemon-"));
	const policyPort = await freePort();
	const child = spawn(process.execPath, [command, "daemon", "--data", data, "--policy", `127.0.0.1:${policyPort}`], {
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (part) => {
			said += part;
		});
	}
	const endNow = () => child.kill("SIGKILL");
	process.once("exit", endNow);
	const socket = await eventually("the daemon's ready line", 15, () => {
		if (child.exitCode !== null) throw new Error(`the daemon ended with ${child.exitCode}`);
		return /^ready policy=.* management=(?:unix:)?(\S+)/m.exec(said)?.[1];
	}).catch((trouble: Error) => {
		throw new Error(`${trouble.message}; it said: ${said}`);
	});

	const end = async (signal: NodeJS.Signals) => {
		process.removeListener("exit", endNow);
		if (child.exitCode !== null || child.signalCode !== null) return;
		child.kill(signal);
		await once(child, "exit");
	};
	const send = unixSend(socket, "a test");
	return {
		policyPort,
		socket,
		send,
		triplet: async (q) => {
			const { rows } = value(await call(send, listTriplets, { query: { q } }));
			const [row] = rows;
			if (row === undefined || rows.length > 1) throw new Error(`${q}: ${rows.length} triplets`);
			return row;
		},
		counters: async () => value(await call(send, status)).counters,
		setDelay: async (seconds) => {
			const { settings } = value(await call(send, getPolicy));
			value(await call(send, putPolicy, { body: { settings: { ...settings, delay: seconds }, reason: "a test" } }));
		},
		kill: () => end("SIGKILL"),
		stop: async () => {
			await end("SIGTERM");
			rmSync(data, { recursive: true, force: true });
		},
	};
}

/** The answer of a call that must not be refused. */
export function value<T>(answered: Answered<T>): T {
	if (!answered.ok) throw new Error(`${answered.problem.title}: ${answered.problem.detail}`);
	return answered.value;
}
