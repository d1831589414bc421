/** A daemon of ours between two Postfix, with the few questions that these tests ask it. */
import { unixSend } from "../../../electron/cli/unix-send.ts";
import { type Answered, call, type Send } from "../../../shared/protocol/client.ts";
import { getPolicy, putPolicy } from "../../../shared/protocol/policy-routes.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { status } from "../../../shared/protocol/system-routes.ts";
import { listTriplets } from "../../../shared/protocol/triplet-routes.ts";
import { startDaemon } from "../../fixtures/daemon.ts";

export interface Greylister {
	readonly folder: string;
	readonly policyPort: number;
	readonly send: Send;
	/** The one triplet that a query finds; throws where there are none or several. */
	triplet(q: string): Promise<Triplet>;
	counters(): Promise<Readonly<Record<string, number>>>;
	/** As the kernel would on a crash: no goodbye. */
	kill(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts one on a new folder, with the given delay in seconds; `words` of the command besides. */
export async function startGreylister(delay: number, words: readonly string[] = []): Promise<Greylister> {
	const daemon = await startDaemon({ words });
	const send = unixSend(daemon.management, "a test");
	const { settings } = value(await call(send, getPolicy));
	value(await call(send, putPolicy, { body: { settings: { ...settings, delay }, reason: "a test" } }));
	let running = true;
	const end = async (signal: NodeJS.Signals) => {
		if (running) await daemon.stop(signal);
		running = false;
	};
	return {
		folder: daemon.folder,
		policyPort: Number(daemon.policy.split(":").at(-1)),
		send,
		triplet: async (q) => {
			const { rows } = value(await call(send, listTriplets, { query: { q } }));
			const [row] = rows;
			if (row === undefined || rows.length > 1) throw new Error(`${q}: ${rows.length} triplets`);
			return row;
		},
		counters: async () => value(await call(send, status)).counters,
		kill: () => end("SIGKILL"),
		stop: () => end("SIGTERM"),
	};
}

/** The answer of a call that must not be refused. */
export function value<T>(answered: Answered<T>): T {
	if (!answered.ok) throw new Error(`${answered.problem.title}: ${answered.problem.detail}`);
	return answered.value;
}
