/**
 * Greylisting itself (RFC 6647): a new triplet of client, sender and recipient is asked to wait, one that comes again
 * after the delay passes, one that has passed is known. `mayPassAt` is fixed at the first attempt: an early retry
 * neither restarts the clock nor shortens it. A return after the retry window passes too, as `returned-late`.
 * What cannot be remembered is not deferred; what a wrong clock wrote lets mail pass. In shadow mode the same is recorded and nothing is deferred.
 */
import { durationWords } from "../../base/duration.ts";
import { utcSecondWords } from "../../base/instant.ts";
import type { Question } from "../decision.ts";
import type { DeferReason } from "../reasons.ts";
import type { TripletLife, TripletRow } from "../rows.ts";
import { deferred } from "./deferring.ts";
import {
	delaysOf,
	isOfAnotherClock,
	lifeOf,
	liveRow,
	newLife,
	passedLife,
	passedLifeByThisClock,
	undelayed,
} from "./life.ts";
import { passAfterWaiting, passed, passWith } from "./passing.ts";
import type { Decided, Rule } from "./rule.ts";

export const triplet: Rule = {
	name: "triplet",
	asked: "Has this client, sender and recipient been here before?",
	ask(question) {
		const row = liveRow(question);
		if (row === null) return first(question);
		if (isRepeat(row, question)) return repeated(question, row);
		if (row.state === "passed") return known(question, row);
		if (isOfAnotherClock(row, question.now)) return ofAnotherClock(question, row);
		return question.now < row.mayPassAt ? early(question, row) : returned(question, row);
	},
};

function first(question: Question): Decided {
	const { rows, keys, policy, now } = question;
	const { settings } = policy;
	if (rows.room.kind === "none")
		return passWith(
			passed(question, {
				rule: "triplet",
				reason: "overflow",
				why: "There is no room to remember one more triplet, so it is not asked to wait",
				triplet: keys.triplet,
				life: null,
				delays: undelayed,
			}),
		);
	return wait(question, {
		reason: "new",
		life: newLife(settings, now),
		why: `First attempt of this client, sender and recipient: it may pass from ${utcSecondWords(now + settings.delay * 1000, now)}${byOverride(policy)}`,
		evicted: rows.room.evict,
	});
}

function byOverride({ override }: Question["policy"]): string {
	return override === undefined ? "" : `, by the settings for ${override.patterns.join(" and ")}`;
}

function early(question: Question, row: TripletRow): Decided {
	const left = durationWords(secondsLeft(row, question.now));
	return wait(question, {
		reason: "early",
		life: { ...lifeOf(row), state: "waiting", approvedBy: null, attempts: row.attempts + 1 },
		why: `Came again ${left} too early: it may pass from ${utcSecondWords(row.mayPassAt, question.now)}`,
		evicted: [],
	});
}

function returned(question: Question, row: TripletRow): Decided {
	const { keys, policy, now } = question;
	const { settings } = policy;
	const life = passedLife(row, settings, now);
	const parts = { rule: "triplet", triplet: keys.triplet, life } as const;
	if (row.shadow) {
		const why = "Seen before and let through without waiting (shadow mode, or another rule let it pass)";
		const reason = settings.mode === "shadow" ? "shadow" : "known";
		return passWith(passed(question, { ...parts, reason, why, delays: undelayed }));
	}
	const delays = delaysOf(row, now);
	const waited = durationWords((now - row.firstSeenAt) / 1000);
	if (now >= row.windowEndsAt) {
		const why = `Came again ${waited} after its first attempt, later than the retry window: it passes, late`;
		return passAfterWaiting(passed(question, { ...parts, reason: "returned-late", why, delays }));
	}
	const ours = durationWords(delays.ours ?? 0);
	const why = `Came again ${waited} after its first attempt: ${ours} of that were asked for by us`;
	const draft = passed(question, { ...parts, reason: "after-delay", why, delays });
	if (!settings.autoWhitelist.enabled) return passAfterWaiting(draft);
	return passAfterWaiting({ ...draft, earned: { client: keys.autoClient, domain: keys.autoDomain } });
}

/** It came again, and how long it waited nobody knows: mail does not wait for a clock that was wrong. */
function ofAnotherClock(question: Question, row: TripletRow): Decided {
	return passWith(
		passed(question, {
			rule: "triplet",
			reason: "after-delay",
			why: "Came again; its first attempt was written by a clock that was ahead, so how long it waited is not known",
			triplet: question.keys.triplet,
			life: passedLifeByThisClock(row, question.policy.settings, question.now),
			delays: undelayed,
		}),
	);
}

function known(question: Question, row: TripletRow): Decided {
	return passWith(
		passed(question, {
			rule: "triplet",
			reason: "known",
			why: "This client, sender and recipient have passed before",
			triplet: question.keys.triplet,
			life: passedLife(row, question.policy.settings, question.now),
			delays: undelayed,
		}),
	);
}

/** Asked again about the same message and triplet: the same answer, and nothing changes. */
export function isRepeat(row: TripletRow, { attempt }: Question): boolean {
	return attempt.instance !== "" && row.lastInstance === attempt.instance;
}

function repeated(question: Question, row: TripletRow): Decided {
	const life = lifeOf(row);
	const why = "Asked before about this very message: the answer is the same";
	if (row.state !== "passed" && !row.shadow) {
		const reason = row.reason === "early" ? "early" : "new";
		return defer(question, { reason, life, why, evicted: [] });
	}
	const parts = { rule: "triplet", triplet: question.keys.triplet, life, delays: undelayed, why } as const;
	return passWith(passed(question, { ...parts, reason: row.state === "passed" ? "known" : "shadow" }));
}

interface Wait {
	readonly reason: DeferReason;
	readonly life: TripletLife;
	readonly why: string;
	readonly evicted: readonly string[];
}

/** In shadow mode it passes, and its row says that it was never asked to wait. */
function wait(question: Question, parts: Wait): Decided {
	const { keys, policy } = question;
	if (policy.settings.mode === "enforce") return defer(question, { ...parts, life: { ...parts.life, shadow: false } });
	const draft = passed(question, {
		rule: "triplet",
		reason: "shadow",
		why: `Would have been asked to wait, but shadow mode only watches. ${parts.why}`,
		triplet: keys.triplet,
		life: { ...parts.life, shadow: true },
		delays: undelayed,
	});
	return passWith(parts.evicted.length === 0 ? draft : { ...draft, evicted: parts.evicted });
}

function defer(question: Question, { reason, life, why, evicted }: Wait): Decided {
	const draft = deferred(question, { rule: "triplet", reason, why, triplet: question.keys.triplet, life });
	return {
		kind: "decided",
		decision: {
			verdict: { action: "defer", secondsLeft: secondsLeft(life, question.now) },
			draft: evicted.length === 0 ? draft : { ...draft, evicted },
		},
	};
}

/** Never more than the whole delay, though the clock may have stepped back. */
function secondsLeft(life: TripletLife, now: number): number {
	const whole = life.mayPassAt - life.firstSeenAt;
	return Math.ceil(Math.max(0, Math.min(whole, life.mayPassAt - now)) / 1000);
}
