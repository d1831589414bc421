/** An order to the worker, and its answer. A worker that fails or ends early is an error with its words. */
import { Worker } from "node:worker_threads";
import { type Answers, carryOut, type Order } from "./carry-out.ts";

/** `file`: the worker's bundle; `null`: on this thread. */
export async function runWorker<Kind extends Order["kind"]>(
	file: string | null,
	order: Order & { readonly kind: Kind },
): Promise<Answers[Kind]> {
	const answer = file === null ? carryOut(order) : await asked(file, order);
	// What comes back is what `carryOut` returns for this kind.
	return answer as Answers[Kind];
}

function asked(file: string, order: Order): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(file, { workerData: order });
		worker.once("message", resolve);
		worker.once("error", reject);
		worker.once("exit", () => reject(new Error("the worker ended early")));
	});
}
