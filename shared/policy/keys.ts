/** Which rows matter to an attempt: pure, but for the keyed hash that is handed in. */
import { shareNetworks } from "../base/networks.ts";
import { approvalKeysOf } from "./approvals.ts";
import type { Attempt } from "./attempt.ts";
import { autoClientKey, autoDomainKey, clientKeyOf } from "./client-key.ts";
import type { Keys } from "./decision.ts";
import { senderKeyOf } from "./sender-key.ts";
import type { Settings } from "./settings.ts";

/** `hash`: keyed, 80 bits, 16 base32 characters. */
export function keysOf(attempt: Attempt, settings: Settings, hash: (text: string) => string): Keys {
	const clientKey = clientKeyOf(attempt, settings);
	const senderKey = senderKeyOf(attempt.sender, settings.senderRules);
	const { recipient } = attempt;
	return {
		triplet: hash(`${clientKey}\0${senderKey}\0${recipient}`),
		clientKey,
		senderKey,
		recipient,
		approvals: () => approvalKeysOf({ ...attempt, clientKey, senderKey }, settings),
		autoClient: autoClientKey(attempt),
		autoDomain: autoDomainKey(attempt),
		networks: shareNetworks(attempt.client),
	};
}
