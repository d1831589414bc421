/**
 * Erases a person from a folder that no daemon holds: the ledger and the history are opened as a daemon's start opens
 * them, and closed again. Throws words fit to show where the folder is held or is none of ours.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { silentLog } from "../../../shared/base/log.ts";
import type { Outcome } from "../../../shared/base/outcome.ts";
import { planUnlisting } from "../../../shared/policy/whitelist-plan.ts";
import { realMachine, walkingClock } from "../clock.ts";
import { openHistory } from "../history/history.ts";
import { lastInstantOf } from "../last-instant.ts";
import { openLedger } from "../ledger/ledger.ts";
import type { EraseOrder, EraseReport } from "./contract.ts";
import { createEraser } from "./erase.ts";

export interface OfflineOptions {
	readonly folder: string;
	/** Where the bundles of the workers lie. */
	readonly workers: string;
}

export async function eraseOffline(
	{ folder, workers }: OfflineOptions,
	order: EraseOrder,
): Promise<Outcome<EraseReport>> {
	if (!existsSync(join(folder, "secret"))) throw new Error(`${folder} is no daemon's folder: name one with --data`);
	const clock = walkingClock(realMachine(), await lastInstantOf(folder));
	const log = silentLog;
	const ledger = await openLedger({ folder, clock, log, command: "greydesk erase" });
	try {
		const history = await openHistory({ folder, workerFile: join(workers, "history-worker.mjs"), clock, log });
		try {
			history.grown(ledger.head().seq);
			const stop = ledger.subscribe(({ seq }) => history.grown(seq));
			const eraser = createEraser({
				ledger,
				history,
				clock,
				workerFile: join(workers, "erase-worker.mjs"),
				newId: randomUUID,
				async unlist(ids, { why, who }) {
					const plan = planUnlisting(ledger.state, { ids, actionId: randomUUID(), who, why }, clock.now());
					if (plan.ok) await ledger.act(plan.value.drafts);
					return plan;
				},
			});
			return await eraser.erase(order).finally(stop);
		} finally {
			await history.close();
		}
	} finally {
		await ledger.close();
	}
}
