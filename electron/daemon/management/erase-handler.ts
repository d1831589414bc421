/**
 * An erasure outlasts the patience of who asks: the answer comes when it is done, or says after a while that it goes on.
 * Asked again with the same words, the same erasure answers. What it found is told once, then it is forgotten; so it is
 * where nobody comes back for it, or it would answer who asks for another one, long after.
 */
import type { z } from "zod";
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import type { EraseReply, erase } from "../../../shared/protocol/erase-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { EraseReport, Eraser } from "../erase/contract.ts";
import type { Caller } from "./handlers.ts";

type Body = z.output<typeof erase.body>;

/** Less than the command and the desk wait for an answer. */
const PATIENCE_MS = 15_000;
/** Who waits for it asks again at once. */
const KEPT_MS = 60_000;

export function eraseHandler(eraser: Eraser, { patienceMs, keptMs } = { patienceMs: PATIENCE_MS, keptMs: KEPT_MS }) {
	const running = new Map<string, Promise<Outcome<EraseReport>>>();

	function begun(key: string, work: Promise<Outcome<EraseReport>>): Promise<Outcome<EraseReport>> {
		running.set(key, work);
		const forget = () => {
			if (running.get(key) === work) running.delete(key);
		};
		void work.finally(() => setTimeout(forget, keptMs).unref());
		return work;
	}

	return async (body: Body, { who }: Caller): Promise<Answered<EraseReply>> => {
		const { address, dryRun, withWhitelists, reason } = body;
		const key = JSON.stringify([address.toLowerCase(), dryRun, withWhitelists]);
		const order = { address, dryRun, withWhitelists, why: reason, who };
		const work = running.get(key) ?? begun(key, eraser.erase(order));
		const done = await within(patienceMs, work);
		if (done === null)
			return { ok: true, value: { dryRun, running: true, actionId: null, rows: 0, inForce: [], files: [] } };
		running.delete(key);
		if (!done.ok) return refuse(409, done.problem);
		const { actionId, rows, inForce, files } = done.value;
		const value = { dryRun, running: false, actionId, rows, inForce: [...inForce], files: [...files] };
		return { ok: true, value };
	};
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(resolve, milliseconds, null);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
