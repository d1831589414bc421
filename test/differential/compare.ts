/**
 * Explains every difference between a peer and us. The peer is told in a small model with switches, one for each
 * documented reason: with none of them on it must foretell every answer of the real peer, with all of them on every
 * answer of ours. So what differs differs for these reasons and no other. A reason that explains nothing is one too many.
 */
import { expect } from "vitest";
import type { Mail } from "./traffic.ts";

export type Answer = "defer" | "pass";
/** Answers mail after mail; keeps what it has to remember. */
export type Greylister = (mail: Mail) => Answer;

export interface Peer<Reason extends string> {
	readonly name: string;
	/** Why it answers otherwise, each in a sentence. */
	readonly reasons: Readonly<Record<Reason, string>>;
	/** The peer as it is, but in the respects of `asWe`, where it does as we do. */
	model(asWe: ReadonlySet<Reason>): Greylister;
}

export interface Answers {
	readonly theirs: readonly Answer[];
	readonly ours: readonly Answer[];
}

/** Gives how many answers each reason explains. */
export function explainAll<Reason extends string>(
	peer: Peer<Reason>,
	mails: readonly Mail[],
	{ theirs, ours }: Answers,
): Readonly<Record<string, number>> {
	const reasons = Object.keys(peer.reasons) as Reason[];
	const foretold = (asWe: readonly Reason[]) => mails.map(peer.model(new Set(asWe)));
	expect(firstOther(mails, theirs, foretold([])), `${peer.name} is not as its reasons say`).toBeNull();
	expect(firstOther(mails, ours, foretold(reasons)), `unexplained between ${peer.name} and us`).toBeNull();
	const explains: Record<string, number> = {};
	for (const reason of reasons) {
		const without = foretold(reasons.filter((other) => other !== reason));
		explains[reason] = without.filter((answer, at) => answer !== ours[at]).length;
	}
	return explains;
}

/** The first mail that was answered otherwise than foretold, with what came before it. */
function firstOther(mails: readonly Mail[], found: readonly Answer[], foretold: readonly Answer[]) {
	const at = found.findIndex((answer, index) => answer !== foretold[index]);
	if (at < 0) return null;
	const mail = mails[at];
	const before = mails
		.map((one, index) => ({ ...one, index, found: found[index], foretold: foretold[index] }))
		.slice(0, at + 1)
		.filter((one) => one.recipient.toLowerCase() === mail?.recipient.toLowerCase())
		.slice(-12);
	return { at, mail, found: found[at], foretold: foretold[at], before };
}
