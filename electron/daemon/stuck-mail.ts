/**
 * Mails that cannot get through: tried again and again for more than an hour and never passed, as from a pool of hosts
 * that each are new here. Counted by sender and recipient, whichever client brings them; bounded, the oldest forgotten
 * first; begins empty with each start, for who is stuck goes on trying.
 */
import { boundedStore } from "../../shared/policy/bounded-store.ts";
import type { PolicyEvent } from "../../shared/policy/event.ts";

export interface StuckMail {
	see(event: PolicyEvent): void;
	/** How many are stuck at `now`, epoch milliseconds. */
	count(now: number): number;
}

const MOST = 10_000;
const STUCK_MS = 3_600_000;
const MANY_ATTEMPTS = 5;
/** Who has not tried for so long has given up. */
const GIVEN_UP_MS = 6 * 3_600_000;

interface Tried {
	readonly key: string;
	readonly firstAt: number;
	lastAt: number;
	attempts: number;
}

export function createStuckMail(): StuckMail {
	const tried = boundedStore<Tried>({ limit: MOST });
	return {
		see(event) {
			if (event.kind !== "deferred" && event.kind !== "passed") return;
			const key = `${event.senderKey}\0${event.attempt.recipient}`;
			if (event.kind === "passed") {
				tried.delete(key);
				return;
			}
			const known = tried.get(key);
			if (known !== undefined) {
				known.attempts++;
				known.lastAt = event.at;
				return;
			}
			tried.set(key, { key, firstAt: event.at, lastAt: event.at, attempts: 1 });
		},
		count(now) {
			let stuck = 0;
			for (const { key, firstAt, lastAt, attempts } of tried.values()) {
				if (now - lastAt > GIVEN_UP_MS) tried.delete(key);
				else if (attempts >= MANY_ATTEMPTS && lastAt - firstAt > STUCK_MS) stuck++;
			}
			return stuck;
		},
	};
}
