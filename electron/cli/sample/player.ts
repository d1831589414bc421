/**
 * Plays sample traffic over a real policy port, on the host's fast clock. The model says who tries when
 * (shared/analysis/sample-traffic.ts); here is the only timer. Several connections, as a busy Postfix has.
 */
import { createTraffic, type SampleTry } from "../../../shared/analysis/sample-traffic.ts";
import { asPostfix } from "./as-postfix.ts";
import { createPolicyClient, isDeferral, type PolicyClient, type PolicyPort } from "./policy-client.ts";

export interface PlayerOptions {
	readonly port: PolicyPort;
	readonly seed: number;
	/** The host's clock when play begins, in epoch milliseconds, and how many times as fast as ours it runs. */
	readonly startAt: number;
	readonly speed: number;
	/** Told each answer. */
	played(sender: string, deferred: boolean): void;
	/** Told trouble with the port, once for each run of failures. */
	trouble(error: Error): void;
}

export interface Player {
	stop(): void;
}

const CONNECTIONS = 6;
const BURST_REAL_SECONDS = 2;
/** After a suspend, or where the daemon cannot keep up, what is due is played in slices of this many messages. */
const MOST_AT_ONCE = 200;
const LONGEST_SLEEP_MS = 250;

export function play(options: PlayerOptions): Player {
	const { speed, startAt } = options;
	const clients: readonly PolicyClient[] = Array.from({ length: CONNECTIONS }, () => createPolicyClient(options.port));
	const traffic = createTraffic({ seed: options.seed, startAt, burstSeconds: BURST_REAL_SECONDS * speed });
	const began = performance.now();
	const hostNow = () => startAt + (performance.now() - began) * speed;
	let waiting: SampleTry[] = [];
	let open = 0;
	let timer: NodeJS.Timeout | null = null;
	let failing = false;
	let stopped = false;

	function turn(): void {
		if (stopped) return;
		waiting.push(...traffic.due(hostNow()));
		const now = waiting.splice(0, Math.max(0, MOST_AT_ONCE - open));
		for (const what of now) void attempt(what);
		const wait = waiting.length > 0 ? 10 : (traffic.nextAt() - hostNow()) / speed;
		timer = setTimeout(turn, Math.min(LONGEST_SLEEP_MS, Math.max(1, wait)));
	}

	async function attempt(what: SampleTry): Promise<void> {
		open++;
		const client = clients[what.number % CONNECTIONS];
		const deferred: string[] = [];
		for (const recipient of what.recipients)
			if (client !== undefined && (await isDeferred(client, what, recipient))) deferred.push(recipient);
		open--;
		traffic.answered(what, deferred);
	}

	async function isDeferred(client: PolicyClient, what: SampleTry, recipient: string): Promise<boolean> {
		try {
			const deferral = isDeferral(await client.ask(asPostfix(what, recipient)));
			failing = false;
			if (!stopped) options.played(what.sender, deferral);
			return deferral;
		} catch (error) {
			if (!failing && !stopped) options.trouble(error instanceof Error ? error : new Error(String(error)));
			failing = true;
			// As a Postfix with default_action=DUNNO: a daemon that does not answer delays nobody.
			return false;
		}
	}

	turn();
	return {
		stop() {
			stopped = true;
			waiting = [];
			if (timer !== null) clearTimeout(timer);
			for (const client of clients) client.close();
		},
	};
}
