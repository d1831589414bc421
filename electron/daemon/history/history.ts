/**
 * Opens the history: a worker thread and the questions to it (contract.ts). Opening never waits and never fails: a
 * worker that cannot start, or dies, is started again, and until then reads throw, with words. Every question is
 * answered or fails within ten seconds.
 */
import { Worker } from "node:worker_threads";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { History, Told } from "./contract.ts";
import { createLag } from "./lag.ts";
import type { Answers, FromWorker, Question, ToWorker, WorkerInput } from "./requests.ts";

export interface HistoryOptions {
	/** The greylist's. */
	readonly folder: string;
	/** `history-worker.mjs`, with `sql-wasm.wasm` beside it. */
	readonly workerFile: string;
	readonly clock: Clock;
	readonly log: Log;
	/** Newest events about triplets that can be shown one by one. */
	readonly window?: number;
	/** Seconds between two snapshots. */
	readonly snapshotEvery?: number;
	/** Sees each worker as it is started. */
	readonly started?: (worker: Worker) => void;
}

interface Asked {
	readonly resolve: (told: Told<unknown>) => void;
	readonly reject: (trouble: Error) => void;
	readonly timer: NodeJS.Timeout;
}

const ANSWER_MS = 10_000;
const CLOSE_MS = 30_000;
/** All of it is walked through, and written anew. */
const ERASE_MS = 600_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const GONE = "the history has stopped and is being started again: ask again in a moment";

export async function openHistory(options: HistoryOptions): Promise<History> {
	const { clock, log } = options;
	const input: WorkerInput = {
		folder: options.folder,
		window: options.window ?? 1_000_000,
		snapshotEvery: options.snapshotEvery ?? 300,
	};
	const lag = createLag();
	const asked = new Map<number, Asked>();
	let worker: Worker | null = null;
	let restart: NodeJS.Timeout | null = null;
	let pause = FIRST_PAUSE_MS;
	let seq = 0;
	let problem: string | null = null;
	let nextId = 1;
	let closed = false;

	function start(): void {
		restart = null;
		const fresh = new Worker(options.workerFile, { workerData: input, name: "greydesk-history" });
		let why = "it ended";
		fresh.on("message", (message: FromWorker) => heard(message));
		fresh.on("error", (error: unknown) => {
			why = error instanceof Error ? error.message : String(error);
		});
		fresh.on("exit", () => gone(fresh, why));
		worker = fresh;
		send({ kind: "grown", seq: lag.head() });
		options.started?.(fresh);
	}

	function gone(which: Worker, why: string): void {
		if (worker !== which) return;
		worker = null;
		for (const id of [...asked.keys()]) settle(id)?.reject(new Error(GONE));
		if (closed) return;
		problem = `the history has stopped (${why}) and is being started again`;
		log.error("the history's worker has stopped", { why });
		restart = setTimeout(start, pause);
		pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
	}

	function send(message: ToWorker): void {
		worker?.postMessage(message);
	}

	function heard(message: FromWorker): void {
		switch (message.kind) {
			case "answer":
				settle(message.id)?.resolve({ asOf: message.asOf, value: message.value });
				break;
			case "failed":
				settle(message.id)?.reject(new Error(`the history could not answer: ${message.words}`));
				break;
			case "note":
				log.warn(message.words);
				break;
			default:
				seq = message.seq;
				problem = message.problem;
				pause = FIRST_PAUSE_MS;
				lag.read(seq);
		}
	}

	function settle(id: number): Asked | undefined {
		const one = asked.get(id);
		asked.delete(id);
		clearTimeout(one?.timer);
		return one;
	}

	function ask<Kind extends Question["kind"]>(
		question: Question & { readonly kind: Kind },
		atLeast: number,
		within = ANSWER_MS,
	): Promise<Told<Answers[Kind]>> {
		if (worker === null) return Promise.reject(new Error(closed ? "the history is closed" : GONE));
		const id = nextId++;
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				settle(id)?.reject(new Error(`the history did not answer within ${within / 1000} s: try a narrower question`));
			}, within);
			// What comes back is what the worker's `answer` returns for this kind.
			asked.set(id, { resolve: (told) => resolve(told as Told<Answers[Kind]>), reject, timer });
			send({ kind: "ask", id, atLeast, question });
		});
	}

	start();
	return {
		list: async (request) => (await ask({ kind: "list", request }, request.atLeast)).value,
		select: (request, atLeast) => ask({ kind: "select", request }, atLeast),
		eventsOf: (triplet, atLeast) => ask({ kind: "events", triplet }, atLeast),
		siblings: (triplet, atLeast) => ask({ kind: "siblings", triplet }, atLeast),
		series: (range, atLeast) => ask({ kind: "series", range }, atLeast),
		delays: (from, to, atLeast) => ask({ kind: "delays", from, to }, atLeast),
		mentions: (person, atLeast) => ask({ kind: "mentions", person }, atLeast, ERASE_MS),
		erase: (person, ids, atLeast) => ask({ kind: "erase", person, ids }, atLeast, ERASE_MS),
		reopen: async () => void (await ask({ kind: "reopen" }, 0, ERASE_MS)),
		recent: (range, atLeast) => ask({ kind: "recent", range }, atLeast),
		position: () => ({ seq, behindSeconds: lag.behind(clock.monotonic()), problem }),
		grown(head) {
			if (head <= lag.head()) return;
			lag.grown(head, clock.monotonic());
			send({ kind: "grown", seq: head });
		},
		async close() {
			closed = true;
			if (restart !== null) clearTimeout(restart);
			if (worker === null) return;
			const last = worker;
			await ask({ kind: "close" }, 0, CLOSE_MS).catch((error: unknown) => log.warn("history", { why: String(error) }));
			worker = null;
			await last.terminate();
		},
	};
}
