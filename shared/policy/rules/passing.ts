/** Decisions in the making: the parts that every mail event has, and passes before it comes to the triplet. */
import type { Decision, Question } from "../decision.ts";
import type { Passed, RuleName } from "../event.ts";
import type { PassReason } from "../reasons.ts";
import type { TripletLife, TripletRow } from "../rows.ts";
import {
	type Delays,
	delaysOf,
	isOfAnotherClock,
	liveRow,
	passedLife,
	passedLifeByThisClock,
	releasedEarly,
	undelayed,
} from "./life.ts";
import type { Decided } from "./rule.ts";

export interface PassWith {
	readonly rule: RuleName;
	readonly reason: PassReason;
	readonly why: string;
}

export interface PassParts extends PassWith {
	/** The triplet as it stands after it; `null`: none. */
	readonly life: TripletLife | null;
	readonly triplet: string | null;
	readonly delays: Delays;
}

/** A pass; what only some passes carry is added by their rule. */
export function passed(question: Question, parts: PassParts): Passed {
	const { attempt, facts, keys, rows, policy, now } = question;
	return {
		kind: "passed",
		at: now,
		reason: parts.reason,
		rule: parts.rule,
		why: parts.why,
		triplet: parts.triplet,
		clientKey: keys.clientKey,
		senderKey: keys.senderKey,
		attempt,
		facts,
		revision: policy.revision,
		outcome: "unknown",
		life: parts.life,
		ourDelaySeconds: parts.delays.ours,
		theirDelaySeconds: parts.delays.theirs,
		...(parts.life === null || rows.continues.length === 0 ? undefined : { continues: rows.continues }),
	};
}

/**
 * Passes by a rule that knows no triplets. One that has been waiting here has its end by it, and is not missed later;
 * one that is known lives on by its use, whatever let the mail through.
 */
export function release(question: Question, parts: PassWith): Passed {
	const row = liveRow(question);
	if (row === null) return passed(question, { ...parts, triplet: null, life: null, delays: undelayed });
	const { keys, now } = question;
	return passed(question, {
		...parts,
		triplet: keys.triplet,
		life: lifeAfter(question, row),
		delays: delaysOf(row, now),
	});
}

/** What was approved has passed by it; what only came too early has not. */
function lifeAfter({ policy, now }: Question, row: TripletRow): TripletLife {
	if (isOfAnotherClock(row, now)) return passedLifeByThisClock(row, policy.settings, now);
	const tooEarly = now < row.mayPassAt && (row.state === "waiting" || row.state === "expired");
	return tooEarly ? releasedEarly(row) : passedLife(row, policy.settings, now);
}

/** Nothing is told in the mail: a mail that no longer has to wait was not let through for its waiting. */
export function passWith(draft: Passed): Decided {
	return passTold(draft, null);
}

/** Told in X-Greylist, where it waited for a whole second at least. */
export function passAfterWaiting(draft: Passed): Decided {
	const waited = Math.floor((draft.ourDelaySeconds ?? 0) + (draft.theirDelaySeconds ?? 0));
	return passTold(draft, waited > 0 ? waited : null);
}

function passTold(draft: Passed, delayed: number | null): Decided {
	const decision: Decision = { verdict: { action: "pass", delayed }, draft };
	return { kind: "decided", decision };
}
