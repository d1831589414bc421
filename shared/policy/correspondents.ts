/**
 * Whom we write to: where a mail of ours was delivered, an answer to it is not greylisted for 90 days. An answer comes
 * from the address that was written to, to the one that wrote. Learned from the outbound log alone, and only where the
 * setting is on; bounded by its store, renewed once a day at most. Addresses can be forged: that much is given away.
 */
import { domainOf } from "../base/names.ts";
import type { CorrespondentLearned } from "./event.ts";
import type { Correspondent } from "./rows.ts";
import { senderKeyOf } from "./sender-key.ts";
import type { GreylistState } from "./state.ts";

const LIFETIME_MS = 90 * 86_400_000;
const RENEWED_AFTER_MS = 86_400_000;

/** `senderKey` is that of whoever answers; the case of our address does not matter. */
export function correspondentKey(senderKey: string, recipient: string): string {
	return `${senderKey}\0${recipient.toLowerCase()}`;
}

export interface DeliveredMail {
	/** Our user. */
	readonly sender: string;
	readonly recipient: string;
}

/** `null`: nothing new is learned from it. */
export function planCorrespondent(
	state: Readonly<GreylistState>,
	{ sender, recipient }: DeliveredMail,
	now: number,
): CorrespondentLearned | null {
	const { settings } = state.policy;
	// Mail among ourselves needs no answer from outside, and its addresses are the first to be forged.
	if (!settings.correspondents || sender === "" || domainOf(sender) === domainOf(recipient)) return null;
	const key = correspondentKey(senderKeyOf(recipient, settings.senderRules), sender);
	const untilAt = now + LIFETIME_MS;
	const known = state.correspondents.get(key);
	if (known !== undefined && untilAt - known.untilAt < RENEWED_AFTER_MS) return null;
	return { kind: "correspondent", at: now, key, untilAt };
}

export function correspondentFor(
	{ correspondents }: Pick<GreylistState, "correspondents">,
	{ senderKey, recipient }: { readonly senderKey: string; readonly recipient: string },
	now: number,
): Correspondent | null {
	const found = correspondents.get(correspondentKey(senderKey, recipient));
	return found !== undefined && now < found.untilAt ? found : null;
}
