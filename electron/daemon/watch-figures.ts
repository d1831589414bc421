/** Takes the figures that shared/analysis/alerts.ts judges, every ten seconds, and raises and clears what it says. */
import { statfs } from "node:fs/promises";
import { createAlertRules } from "../../shared/analysis/alerts.ts";
import type { ResolverFigures } from "../../shared/analysis/resolver-alerts.ts";
import type { Clock } from "../../shared/base/clock.ts";
import type { DiskRoom } from "../../shared/base/disk-room.ts";
import type { Log } from "../../shared/base/log.ts";
import { type CounterName, counterNames } from "../../shared/policy/counters.ts";
import type { Alerts } from "./alerts.ts";
import type { Ledger } from "./ledger/contract.ts";
import { createStuckMail } from "./stuck-mail.ts";

export interface FiguresWatched {
	readonly ledger: Pick<Ledger, "counters" | "subscribe">;
	readonly folder: string;
	readonly listeners: () => readonly { readonly requests: number; readonly lastAskedAt: number | null }[];
	readonly resolver: () => ResolverFigures;
	readonly alerts: Pick<Alerts, "raise" | "clear">;
	readonly clock: Clock;
	readonly log: Log;
}

const LOOK_MS = 10_000;
const mailCounters: readonly CounterName[] = counterNames.filter((name) => /^(deferred|passed)/.test(name));

/** Returns the way to stop. */
export function watchFigures(watched: FiguresWatched): () => void {
	const { log } = watched;
	const figures = lookAtFigures(watched);
	const timer = setInterval(() => {
		figures.look().catch((error: unknown) => log.error("the figures could not be watched", { error: String(error) }));
	}, LOOK_MS);
	timer.unref();
	return () => {
		clearInterval(timer);
		figures.stop();
	};
}

/** One look, to be taken every ten seconds; one that still waits for the disk makes the next give nothing new of it. */
export function lookAtFigures(watched: FiguresWatched): { look(): Promise<void>; stop(): void } {
	const { ledger, folder, listeners, resolver, alerts, clock } = watched;
	const judge = createAlertRules();
	const stuck = createStuckMail();
	const stop = ledger.subscribe(stuck.see);
	const since = clock.now();
	let asking = false;

	async function diskRoom(): Promise<DiskRoom | null> {
		if (asking) return null;
		asking = true;
		try {
			const { bavail, blocks, bsize } = await statfs(folder);
			return { free: bavail * bsize, total: blocks * bsize };
		} catch {
			return null;
		} finally {
			asking = false;
		}
	}

	async function look(): Promise<void> {
		const disk = await diskRoom();
		const at = clock.now();
		const counts = ledger.counters();
		const asked = listeners();
		const judged = judge({
			at,
			disk,
			requests: asked.reduce((sum, { requests }) => sum + requests, 0),
			since,
			lastAskedAt: asked.reduce<number | null>((last, one) => later(last, one.lastAskedAt), null),
			deferredNew: counts.deferredNew,
			autoWhitelisted: counts.passedAutoWhitelisted,
			decided: mailCounters.reduce((sum, name) => sum + counts[name], 0),
			stuck: stuck.count(at),
			resolver: resolver(),
		});
		for (const { id, words } of judged) {
			if (words === null) alerts.clear(id);
			else alerts.raise(id, words);
		}
	}

	return { look, stop };
}

function later(one: number | null, other: number | null): number | null {
	return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
