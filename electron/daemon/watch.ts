/** Looks once a second after what a postmaster must be told: each alert has its condition here, in one place. */

import type { Clock } from "../../shared/base/clock.ts";
import { durationWords } from "../../shared/base/duration.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Alerts } from "./alerts.ts";
import type { History } from "./history/contract.ts";
import type { Ledger } from "./ledger/contract.ts";
import type { PolicyPorts } from "./policy-ports.ts";

export interface Watched {
	readonly ledger: Ledger;
	readonly history: () => History | null;
	readonly ports: PolicyPorts;
	readonly alerts: Alerts;
	readonly clock: Clock;
	readonly log: Log;
}

const LOOK_MS = 1000;
/** The history is behind when it lags so long; a restart's catching up is no alarm before. */
const BEHIND_SECONDS = 30;
/** An overflow stands until none was for so many looks. */
const CALM_LOOKS = 600;

/** Returns the way to stop. */
export function watch(watched: Watched): () => void {
	const look = lookOut(watched);
	const timer = setInterval(() => {
		try {
			look();
		} catch (error) {
			watched.log.error("the watch stumbled", { error: String(error) });
		}
	}, LOOK_MS);
	timer.unref();
	return () => clearInterval(timer);
}

/** One look at all of it; keeps what it saw the last time. */
export function lookOut({ ledger, history, ports, alerts, clock }: Watched): () => void {
	let overflowBefore = ledger.counters().passedOverflow;
	let calm = CALM_LOOKS;

	function engine(): void {
		const { open, why } = ledger.health();
		if (!open) alerts.clear("engine-open");
		else alerts.raise("engine-open", openWords(why));
	}

	function overflow(): void {
		const now = ledger.counters().passedOverflow;
		calm = now > overflowBefore ? 0 : calm + 1;
		overflowBefore = now;
		if (calm === 0) {
			alerts.raise(
				"overflow",
				"There is no room for more triplets; new mail that cannot be remembered passes. Raise maxTriplets or maxShare.",
			);
		} else if (calm >= CALM_LOOKS) alerts.clear("overflow");
	}

	function readModel(): void {
		const found = history()?.position() ?? null;
		if (found === null) return;
		if (found.problem === null) alerts.clear("history-gone");
		else alerts.raise("history-gone", `The history does not work: ${found.problem}. Mail goes on.`);
		const behind = found.behindSeconds / clock.speed;
		if (behind < BEHIND_SECONDS) alerts.clear("history-behind");
		else
			alerts.raise("history-behind", `The history is ${durationWords(behind)} behind; lists and charts lag so much.`);
	}

	return () => {
		engine();
		overflow();
		readModel();
		ports.look(alerts);
	};
}

function openWords(why: string | null): string {
	return (
		`The journal cannot be written (${why ?? "unknown trouble"}); all mail passes unrecorded until it can. ` +
		"Make room on its disk."
	);
}
