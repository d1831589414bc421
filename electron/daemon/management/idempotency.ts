/**
 * `Idempotency-Key`: a request that is sent again (a lost reply, an impatient click) is done once. The same key with the
 * same body gets the same reply; with another body it is refused. Refusals are not kept: they changed nothing.
 * Bounded: 1,000 keys, an hour each.
 */
import { createHash } from "node:crypto";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";

const MOST_KEYS = 1000;
const KEPT_MS = 3_600_000;

interface Kept {
	readonly fingerprint: string;
	readonly since: number;
	readonly reply: Promise<Answered<unknown>>;
}

export interface Idempotency {
	once(key: string | null, request: string, run: () => Promise<Answered<unknown>>): Promise<Answered<unknown>>;
}

/** `request` is all that makes two requests the same: method, path and body. */
export function createIdempotency(clock: Clock): Idempotency {
	const kept = new Map<string, Kept>();
	return {
		once(key, request, run) {
			if (key === null) return run();
			if (key.length > 200) return Promise.resolve(refuse(400, "An Idempotency-Key may have 200 characters at most"));
			const now = clock.monotonic();
			forget(kept, now);
			const fingerprint = createHash("sha256").update(request).digest("base64");
			const earlier = kept.get(key);
			if (earlier !== undefined) {
				if (earlier.fingerprint === fingerprint) return earlier.reply;
				return Promise.resolve(
					refuse(409, "This Idempotency-Key was used for another request: make a new key for each thing you ask"),
				);
			}
			const reply = run();
			kept.set(key, { fingerprint, since: now, reply });
			const drop = () => kept.delete(key);
			reply.then((answer) => answer.ok || drop(), drop);
			return reply;
		},
	};
}

function forget(kept: Map<string, Kept>, now: number): void {
	for (const [key, entry] of kept) {
		if (kept.size < MOST_KEYS && now - entry.since < KEPT_MS) return;
		kept.delete(key);
	}
}
