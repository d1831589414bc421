/** Which rows matter to an attempt: pure, but for the keyed hash that is handed in. */
import { shareNetworks } from "../base/networks.ts";
import { approvalKeysOf } from "./approvals.ts";
import type { Attempt } from "./attempt.ts";
import { autoClientKey, autoDomainKey, clientKeyOf } from "./client-key.ts";
import type { Keys } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { senderKeyOf } from "./sender-key.ts";

/** `hash`: keyed, 80 bits, 16 base32 characters. */
export function keysOf(
	attempt: Attempt,
	{ settings, earlierKeys }: Pick<Policy, "settings" | "earlierKeys">,
	hash: (text: string) => string,
): Keys {
	const clientKey = clientKeyOf(attempt, settings);
	const senderKey = senderKeyOf(attempt.sender, settings.senderRules);
	const { recipient } = attempt;
	const triplet = hash(`${clientKey}\0${senderKey}\0${recipient}`);
	return {
		triplet,
		clientKey,
		senderKey,
		recipient,
		approvals() {
			const keys = approvalKeysOf({ ...attempt, clientKey, senderKey }, settings);
			if (earlierKeys.length === 0) return keys;
			const others = earlierKeys.flatMap(({ settings: earlier }) => {
				const then = {
					clientKey: clientKeyOf(attempt, earlier),
					senderKey: senderKeyOf(attempt.sender, earlier.senderRules),
				};
				return approvalKeysOf({ ...attempt, ...then }, earlier);
			});
			return [...new Set([...keys, ...others])];
		},
		earlier(now) {
			const ids = new Set<string>();
			for (const { settings: earlier, untilAt } of earlierKeys)
				if (now < untilAt)
					ids.add(
						hash(`${clientKeyOf(attempt, earlier)}\0${senderKeyOf(attempt.sender, earlier.senderRules)}\0${recipient}`),
					);
			ids.delete(triplet);
			return [...ids];
		},
		autoClient: autoClientKey(attempt),
		autoDomain: autoDomainKey(attempt),
		networks: shareNetworks(attempt.client),
	};
}
