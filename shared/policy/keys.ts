/** Which rows matter to an attempt: pure, but for the keyed hash that is handed in. */
import { shareNetworks } from "../base/networks.ts";
import { approvalKeysOf } from "./approvals.ts";
import type { Attempt } from "./attempt.ts";
import { autoClientKey, autoDomainKey, clientKeyOf } from "./client-key.ts";
import type { Keys } from "./decision.ts";
import { earlierKeyOf } from "./earlier-keys.ts";
import type { Policy } from "./policy.ts";
import { senderKeyOf } from "./sender-key.ts";

/** What is hashed to a triplet's id. */
export function tripletText(clientKey: string, senderKey: string, recipient: string): string {
	return `${clientKey}\0${senderKey}\0${recipient}`;
}

/** `hash`: keyed, 80 bits, 16 base32 characters. */
export function keysOf(
	attempt: Attempt,
	{ settings, earlierKeys }: Pick<Policy, "settings" | "earlierKeys">,
	hash: (text: string) => string,
): Keys {
	const clientKey = clientKeyOf(attempt, settings);
	const senderKey = senderKeyOf(attempt.sender, settings.senderRules);
	const { recipient } = attempt;
	const triplet = hash(tripletText(clientKey, senderKey, recipient));
	return {
		triplet,
		clientKey,
		senderKey,
		recipient,
		approvals() {
			const keys = approvalKeysOf({ ...attempt, clientKey, senderKey }, settings);
			if (earlierKeys.length === 0) return keys;
			const others = earlierKeys.flatMap((earlier) => {
				const then = earlierKeyOf(attempt, earlier);
				const [senderKey, to] = then.mails[0];
				return approvalKeysOf({ ...attempt, clientKey: then.clientKey, senderKey, recipient: to }, earlier.settings);
			});
			return [...new Set([...keys, ...others])];
		},
		earlier(now) {
			const ids = new Set<string>();
			for (const earlier of earlierKeys) {
				if (now >= earlier.untilAt) continue;
				const then = earlierKeyOf(attempt, earlier);
				for (const [sender, to] of then.mails) ids.add(hash(tripletText(then.clientKey, sender, to)));
			}
			ids.delete(triplet);
			return [...ids];
		},
		autoClient: autoClientKey(attempt),
		autoDomain: autoDomainKey(attempt),
		networks: shareNetworks(attempt.client),
	};
}
