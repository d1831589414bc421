/**
 * What a postmaster must know now: raised once, in words, and cleared when it is over. Both are events of the ledger,
 * so that the journal tells when, and so is that somebody has seen it. The list lives in memory and begins empty: what
 * still holds is raised again. What had been seen before a restart, and is raised again soon, is seen still.
 */
import type { FiguresAlert } from "../../shared/analysis/alerts.ts";
import type { Clock } from "../../shared/base/clock.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Who } from "../../shared/policy/event.ts";
import type { Ledger } from "./ledger/contract.ts";

export type AlertId =
	| FiguresAlert
	| "engine-open"
	| "disk-slow"
	| "journal-damaged"
	| "erasure-cut-short"
	| "overflow"
	| "waiting-forgotten"
	| "history-behind"
	| "history-gone"
	| "connections-at-limit"
	| "clock-step"
	| "mail-log-silent"
	| "mail-log-unreadable"
	| "management-gone";

export interface Alert {
	readonly id: string;
	readonly words: string;
	readonly raisedAt: number;
	/** Who has seen it, a claimed name, and when; `null`: nobody yet. */
	readonly acknowledged: { readonly at: number; readonly by: string } | null;
}

export interface Alerts {
	list(): readonly Alert[];
	/** A second time changes nothing but the words. */
	raise(id: AlertId, words: string): void;
	clear(id: AlertId): void;
	/** `null`: none of that name is raised. The first who has seen it is kept. */
	acknowledge(id: string, who: Who): Alert | null;
	/** From now on what was seen before the start is another one when it comes; to be called `SAME_ALERT_MS` after it. */
	forgetBefore(): void;
}

/** So long after a start an alert may be the one of before; the slowest rule needs a good hour. */
export const SAME_ALERT_MS = 2 * 3_600_000;

export function createAlerts(parts: {
	readonly ledger: Pick<Ledger, "record">;
	readonly clock: Clock;
	readonly log: Log;
	/** What had been seen when the last run ended, and where that is kept; nothing is kept where it is missing. */
	readonly seen?: { readonly before: readonly Alert[]; keep(seen: readonly Alert[]): void };
}): Alerts {
	const raised = new Map<string, Alert>();
	const before = new Map(parts.seen?.before.map((alert) => [alert.id, alert]));
	const written = () => undefined;
	const keep = () =>
		parts.seen?.keep([...before.values(), ...raised.values()].filter((one) => one.acknowledged !== null));

	/** One of before the start, which is not told again. */
	function broughtBack(id: string, words: string): boolean {
		const known = before.get(id);
		before.delete(id);
		if (known === undefined) return false;
		raised.set(id, { ...known, words });
		parts.log.info("alert that was seen before the start", { alert: id });
		return true;
	}

	return {
		list: () => [...raised.values()],
		raise(id, words) {
			const known = raised.get(id);
			const at = parts.clock.now();
			if (known === undefined && broughtBack(id, words)) return;
			raised.set(id, { id, words, raisedAt: known?.raisedAt ?? at, acknowledged: known?.acknowledged ?? null });
			if (known !== undefined) return;
			parts.log.warn(words, { alert: id });
			parts.ledger.record({ kind: "alert-raised", at, alert: id, words }, written);
		},
		acknowledge(id, who) {
			const known = raised.get(id);
			if (known === undefined || known.acknowledged !== null) return known ?? null;
			const at = parts.clock.now();
			const seen = { ...known, acknowledged: { at, by: who.name } };
			raised.set(id, seen);
			keep();
			parts.log.info("alert acknowledged", { alert: id, by: who.name });
			parts.ledger.record({ kind: "alert-acknowledged", at, alert: id, who }, written);
			return seen;
		},
		forgetBefore() {
			if (before.size === 0) return;
			before.clear();
			keep();
		},
		clear(id) {
			const known = raised.get(id);
			if (known === undefined) return;
			raised.delete(id);
			if (known.acknowledged !== null) keep();
			parts.log.info("alert cleared", { alert: id });
			parts.ledger.record({ kind: "alert-cleared", at: parts.clock.now(), alert: id }, written);
		},
	};
}
