/** Which rows matter to an attempt: pure, but for the keyed hash that is handed in. */
import { shareNetworks } from "../base/networks.ts";
import type { Attempt } from "./attempt.ts";
import { autoClientKey, autoDomainKey, clientKeyOf } from "./client-key.ts";
import type { Keys } from "./decision.ts";
import { approvalKey } from "./rows.ts";
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
		approvals: approvalKeys(attempt, senderKey, clientKey),
		autoClient: autoClientKey(attempt),
		autoDomain: autoDomainKey(attempt),
		networks: shareNetworks(attempt.client),
	};
}

/** Narrowed to the address, to the client key, to none. */
function approvalKeys(attempt: Attempt, senderKey: string, clientKey: string): readonly string[] {
	const wide = approvalKey(senderKey, attempt.recipient, null);
	return [wide + attempt.client, wide + clientKey, wide];
}
