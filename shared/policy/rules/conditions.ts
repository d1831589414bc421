/**
 * Mail that need not wait because of what SPF, DNS lists and the client's name say of it (conditions.ts): only where it
 * would wait otherwise, so that retries and known triplets count as ever. Where our own resolver answers nobody, and it
 * might have passed by what is unknown so, it passes: that is our trouble. What a sender's own names fail to tell does
 * not help him.
 */
import { clean } from "../../base/clean.ts";
import type { Attempt, Facts } from "../attempt.ts";
import { type Condition, type ConditionLine, conditionLines, isFulfilled, lineHolds } from "../conditions.ts";
import type { Question } from "../decision.ts";
import { whitelistUnproven } from "../whitelists.ts";
import { isOfAnotherClock, liveRow } from "./life.ts";
import { passWith, release } from "./passing.ts";
import { type GoOn, goOn, type Rule } from "./rule.ts";
import { isRepeat } from "./triplet.ts";

const off = goOn("No conditions are set (passWhen)");
const needless = goOn("It does not wait here: no condition is needed");

export const conditions: Rule = {
	name: "conditions",
	asked: "Do SPF, lists or its name let it pass at once?",
	ask(question) {
		const { attempt, facts, policy } = question;
		const { passWhen } = policy.settings;
		if (passWhen.length === 0 && facts.resolverDown !== true) return off;
		if (!wouldWait(question)) return needless;
		const lines = conditionLines(policy.settings);
		const line = lines.find((one) => lineHolds(one, attempt, facts) === "yes");
		if (line !== undefined) {
			const why = `Passes at once because of ${line.text}`;
			return passWith(release(question, { rule: "conditions", reason: "exempt", why }));
		}
		if (facts.resolverDown === true && mightPass(question, lines)) {
			const why = "Our own DNS resolver does not answer, so whether it may pass at once is unknown: it passes";
			return passWith(release(question, { rule: "conditions", reason: "open", why }));
		}
		return lines.length === 0 ? off : unfulfilled(lines, attempt, facts);
	},
};

/** What would have to be asked of the DNS before this can be decided; `null`: nothing, as wherever nobody set it. */
export interface Wanted {
	readonly spf: boolean;
	/** Names of lists. */
	readonly lists: readonly string[];
}

/** Of mail that no earlier rule lets through. */
export function conditionsWant(question: Question): Wanted | null {
	if (!wouldWait(question)) return null;
	const { attempt, facts, policy, now } = question;
	const open = conditionLines(policy.settings).filter((line) => lineHolds(line, attempt, facts) === "unknown");
	const asked = open.flatMap((line) => line.conditions);
	const lists = new Set(asked.flatMap((condition) => (condition.kind === "list" ? [condition.zone] : [])));
	const spf = asked.some(({ kind }) => kind === "spf") || isUnprovenSender(policy, attempt, now);
	return spf || lists.size > 0 ? { spf, lists: [...lists] } : null;
}

/** By the triplet as it is: it is new, or comes too early. One message asked about again gets the answer it got. */
function wouldWait(question: Question): boolean {
	const row = liveRow(question);
	if (row === null) return true;
	return (
		row.state !== "passed" &&
		question.now < row.mayPassAt &&
		!isRepeat(row, question) &&
		!isOfAnotherClock(row, question.now)
	);
}

function mightPass({ attempt, facts, policy, now }: Question, lines: readonly ConditionLine[]): boolean {
	if (lines.some((line) => lineHolds(line, attempt, facts) === "unknown")) return true;
	return facts.spf === "unknown" && isUnprovenSender(policy, attempt, now);
}

function isUnprovenSender({ settings, whitelists }: Question["policy"], attempt: Attempt, now: number): boolean {
	return settings.dns.whitelistSpf && whitelistUnproven(whitelists, attempt, now);
}

function unfulfilled(lines: readonly ConditionLine[], attempt: Attempt, facts: Facts): GoOn {
	const told = (condition: Condition) => `${condition.text} ${words[isFulfilled(condition, attempt, facts)]}`;
	return goOn(clean(lines.map((line) => line.conditions.map(told).join(", ")).join("; or "), 500));
}

const words = { yes: "holds", no: "does not hold", unknown: "is unknown" } as const;
