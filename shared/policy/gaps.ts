/**
 * Spans in which mail may have come that is written nowhere: nothing could be recorded, the daemon did not run, the
 * machine slept. No sender is judged across one. Bounded by their store; spans that touch are one.
 */
import type { TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

/** From the last thing that is known to the first that is known again. */
export function foldGap({ gaps }: GreylistState, fromAt: number, toAt: number): void {
	if (toAt <= fromAt) return;
	let from = fromAt;
	let to = toAt;
	for (const span of [...gaps.values()]) {
		if (span.toAt < from || span.fromAt > to) continue;
		from = Math.min(from, span.fromAt);
		to = Math.max(to, span.toAt);
		gaps.delete(span.key);
	}
	const key = String(from);
	gaps.set(key, { key, fromAt: from, toAt: to });
}

/** Whether the retry of this row may have come unseen. */
export function mayHaveComeUnseen({ gaps }: Pick<GreylistState, "gaps">, row: TripletRow): boolean {
	if (gaps.size === 0) return false;
	for (const { fromAt, toAt } of gaps.values()) if (fromAt < row.windowEndsAt && toAt > row.firstSeenAt) return true;
	return false;
}
