/**
 * Mail that an operator has approved: by normalised sender and recipient, from any client unless narrowed, until its
 * time is over. It skips greylisting only, and counts for no auto-whitelist. A triplet that is known needs none.
 */
import { utcWords } from "../../base/instant.ts";
import type { Question } from "../decision.ts";
import type { TripletLife } from "../rows.ts";
import { delaysOf, isOfAnotherClock, liveRow, newLife, passedLife, passedLifeByThisClock, undelayed } from "./life.ts";
import { passAfterWaiting, passed } from "./passing.ts";
import { goOn, type Rule } from "./rule.ts";

const noApproval = goOn("Nobody has approved mail of this sender to this recipient");
const known = goOn("The triplet is known already: no approval is needed");

export const approved: Rule = {
	name: "approved",
	asked: "Has an operator approved it?",
	ask(question) {
		const { rows, keys, now } = question;
		const { approval } = rows;
		if (approval === null || approval.untilAt <= now) return noApproval;
		const row = liveRow(question);
		if (row?.state === "passed") return known;
		const evicted = row === null && rows.room.kind === "room" ? rows.room.evict : [];
		const draft = passed(question, {
			rule: "approved",
			reason: "approved",
			why: `Approved by an operator until ${utcWords(approval.untilAt, now)}`,
			triplet: keys.triplet,
			life: lifeAfter(question, approval.actionId),
			delays: row === null ? undelayed : delaysOf(row, now),
		});
		return passAfterWaiting({ ...draft, approval, ...(evicted.length === 0 ? {} : { evicted }) });
	},
};

/** `null` where there is no room to remember it. */
function lifeAfter(question: Question, actionId: string): TripletLife | null {
	const { rows, policy, now } = question;
	const row = liveRow(question);
	if (row !== null) {
		const life = isOfAnotherClock(row, now) ? passedLifeByThisClock : passedLife;
		return { ...life(row, policy.settings, now), approvedBy: actionId };
	}
	if (rows.room.kind === "none") return null;
	const expiresAt = now + policy.settings.passLifetime * 1000;
	const life = newLife(policy.settings, now);
	return { ...life, state: "passed", mayPassAt: now, expiresAt, passedAt: now, approvedBy: actionId };
}
