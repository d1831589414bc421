/**
 * The history's worker thread: follows the journal a batch at a time and answers between batches. A question that
 * must see event N waits for it, at most two seconds; then it is answered as far as was read. An error while following
 * ends the thread: `history.ts` starts another one.
 */
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { invariant } from "../../../shared/base/outcome.ts";
import { setAside } from "./file-seal.ts";
import type { FromWorker, Question, ToWorker, WorkerInput } from "./requests.ts";
import { openDatabase } from "./worker-database.ts";
import { type HistoryModel, openModel } from "./worker-model.ts";

const WAIT_MS = 2000;
/** A nudge may be lost with a worker that died: so often it looks by itself. */
const LOOK_MS = 1000;

interface Waiting {
	readonly id: number;
	readonly atLeast: number;
	readonly question: Question;
	readonly timer: NodeJS.Timeout;
}

const port = parentPort;
invariant(port !== null, "the history's worker is started by the history");
const input = workerData as WorkerInput;
yieldToMail();
const opened = await openDatabase(input.folder);
const model = openModel({ ...opened, folder: input.folder, window: input.window });
if (opened.note !== null) tell({ kind: "note", words: opened.note });
run(model);

/** Where the machine is busy, deciding comes first. On Linux a priority is a thread's; elsewhere it stays as it is. */
function yieldToMail(): void {
	if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}

function tell(message: FromWorker): void {
	port?.postMessage(message);
}

function run(history: HistoryModel): void {
	let waiting: Waiting[] = [];
	let scheduled: NodeJS.Immediate | null = null;
	let told = -1;
	let savedSeq = history.seq();
	let saving = setTimeout(save, input.snapshotEvery * 1000);
	const looking = setInterval(schedule, LOOK_MS);

	function schedule(): void {
		scheduled ??= setImmediate(pump);
	}

	function pump(): void {
		scheduled = null;
		const more = follow();
		if (told !== history.seq()) {
			told = history.seq();
			tell({ kind: "progress", seq: told, problem: problemOf(history) });
		}
		for (const one of waiting.filter((candidate) => candidate.atLeast <= told)) answer(one);
		if (more) schedule();
	}

	function follow(): boolean {
		try {
			return history.step();
		} catch (error) {
			if (/malformed|corrupt|not a database/.test(String(error))) setAside(input.folder);
			throw error;
		}
	}

	function answer(one: Waiting): void {
		clearTimeout(one.timer);
		waiting = waiting.filter((other) => other !== one);
		try {
			tell({ kind: "answer", id: one.id, asOf: history.seq(), value: history.answer(one.question) });
		} catch (error) {
			tell({ kind: "failed", id: one.id, words: error instanceof Error ? error.message : String(error) });
		}
	}

	function ask(id: number, atLeast: number, question: Question): void {
		if (question.kind === "close") {
			close(id);
			return;
		}
		history.allow(atLeast);
		const timer = setTimeout(() => answer(one), WAIT_MS);
		const one: Waiting = { id, atLeast, question, timer };
		waiting.push(one);
		schedule();
	}

	function save(): void {
		clearTimeout(saving);
		const began = performance.now();
		try {
			if (history.seq() !== savedSeq) history.save();
			savedSeq = history.seq();
		} catch (error) {
			tell({ kind: "note", words: `the history could not be saved: ${String(error)}` });
		}
		// A large one is written less often: at most a hundredth of the time goes into it.
		const pause = Math.max(input.snapshotEvery * 1000, (performance.now() - began) * 100);
		saving = setTimeout(save, pause);
	}

	/** Reads what it was told of, saves, ends. */
	function close(id: number): void {
		clearInterval(looking);
		while (follow());
		save();
		clearTimeout(saving);
		for (const one of waiting) answer(one);
		const asOf = history.seq();
		history.close();
		tell({ kind: "answer", id, asOf, value: null });
		if (scheduled !== null) clearImmediate(scheduled);
		port?.close();
	}

	port?.on("message", (message: ToWorker) => {
		if (message.kind === "ask") ask(message.id, message.atLeast, message.question);
		else {
			history.allow(message.seq);
			schedule();
		}
	});
	schedule();
}

function problemOf(history: HistoryModel): string | null {
	const damaged = history.damaged();
	return damaged === 0 ? null : `${damaged} lines of the journal could not be read: what they told is missing here`;
}
