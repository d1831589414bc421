/**
 * Mail that passed and left no triplet that says so: whitelisted, exempt, by trust, by the switch. Where the same mail
 * waits by another client it is noted, so that this one is not called never retried. Bounded by its store.
 */
import type { Passed } from "./event.ts";
import type { TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

export function mailKey({ senderKey, recipient }: Pick<TripletRow, "senderKey" | "recipient">): string {
	return `${senderKey}\0${recipient}`;
}

/** To be asked before the row of the event is written. */
export function foldPass(state: GreylistState, event: Passed): void {
	if (event.life?.state === "passed") return;
	const mail = { senderKey: event.senderKey, recipient: event.attempt.recipient };
	if (!state.triplets.mayWait(mail)) return;
	const key = mailKey(mail);
	state.passes.set(key, { key, at: Math.max(event.at, state.passes.get(key)?.at ?? 0) });
}

export interface MailFilter {
	add(mail: Pick<TripletRow, "senderKey" | "recipient">): void;
	remove(mail: Pick<TripletRow, "senderKey" | "recipient">): void;
	/** False: surely none of this mail. True: probably one. */
	mayHold(mail: Pick<TripletRow, "senderKey" | "recipient">): boolean;
}

const PLACES = 1 << 18;

/** Counts mails by a hash: a megabyte whatever their number, where a map of two million would be hundreds. */
export function mailFilter(): MailFilter {
	const counts = new Uint32Array(PLACES);
	const change = (place: number, by: 1 | -1) => {
		counts[place] = (counts[place] ?? 0) + by;
	};
	return {
		add: (mail) => change(placeOf(mail), 1),
		remove: (mail) => change(placeOf(mail), -1),
		mayHold: (mail) => (counts[placeOf(mail)] ?? 0) > 0,
	};
}

/** FNV-1a. */
function placeOf({ senderKey, recipient }: Pick<TripletRow, "senderKey" | "recipient">): number {
	const hash = hashed(recipient, hashed(senderKey, 0x811c9dc5) ^ 0x40);
	return (hash ^ (hash >>> 16)) & (PLACES - 1);
}

function hashed(text: string, seed: number): number {
	let hash = seed;
	for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash;
}
