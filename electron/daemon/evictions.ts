/**
 * Waiting mails that were forgotten to make room for new ones, since the start. By design the oldest go first
 * (shared/policy/room.ts), but whoever comes back of them waits anew, and that is to be known.
 */
import type { Ledger } from "./ledger/contract.ts";

export interface Evictions {
	count(): number;
	stop(): void;
}

export function countEvictions(ledger: Pick<Ledger, "subscribe">): Evictions {
	let count = 0;
	const stop = ledger.subscribe((event) => {
		if ((event.kind === "deferred" || event.kind === "passed") && event.evicted !== undefined)
			count += event.evicted.length;
	});
	return { count: () => count, stop };
}
