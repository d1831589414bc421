/**
 * What a postmaster must know now: raised once, in words, and cleared when it is over. Both are events of the ledger,
 * so that the journal tells when; the list itself lives in memory and begins empty (what still holds is raised again).
 */
import type { FiguresAlert } from "../../shared/analysis/alerts.ts";
import type { Clock } from "../../shared/base/clock.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Ledger } from "./ledger/contract.ts";

export type AlertId =
	| FiguresAlert
	| "engine-open"
	| "disk-slow"
	| "journal-damaged"
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
	acknowledge(id: string, by: string): Alert | null;
}

export function createAlerts(parts: {
	readonly ledger: Pick<Ledger, "record">;
	readonly clock: Clock;
	readonly log: Log;
}): Alerts {
	const raised = new Map<string, Alert>();
	const written = () => undefined;
	return {
		list: () => [...raised.values()],
		raise(id, words) {
			const known = raised.get(id);
			const at = parts.clock.now();
			raised.set(id, { id, words, raisedAt: known?.raisedAt ?? at, acknowledged: known?.acknowledged ?? null });
			if (known !== undefined) return;
			parts.log.warn(words, { alert: id });
			parts.ledger.record({ kind: "alert-raised", at, alert: id, words }, written);
		},
		acknowledge(id, by) {
			const known = raised.get(id);
			if (known === undefined) return null;
			const seen = { ...known, acknowledged: known.acknowledged ?? { at: parts.clock.now(), by } };
			raised.set(id, seen);
			parts.log.info("alert acknowledged", { alert: id, by });
			return seen;
		},
		clear(id) {
			if (!raised.delete(id)) return;
			parts.log.info("alert cleared", { alert: id });
			parts.ledger.record({ kind: "alert-cleared", at: parts.clock.now(), alert: id }, written);
		},
	};
}
