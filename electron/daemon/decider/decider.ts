/**
 * The embedded engine. A question becomes keys, rows and facts; `decide` judges them; the ledger records; the answer
 * leaves when that is written. It promises one event for one attempt (instances.ts), and that where nothing can be
 * recorded mail passes. It keeps no state of the greylist: that is the ledger's alone.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import { Bug } from "../../../shared/base/outcome.ts";
import { type Attempt, type Facts, noFacts } from "../../../shared/policy/attempt.ts";
import { decide, explain } from "../../../shared/policy/decide.ts";
import type { Decision, Question } from "../../../shared/policy/decision.ts";
import { factsWanted } from "../../../shared/policy/facts-wanted.ts";
import { gatherRows } from "../../../shared/policy/gather.ts";
import { keysOf } from "../../../shared/policy/keys.ts";
import type { Policy } from "../../../shared/policy/policy.ts";
import { policyFor } from "../../../shared/policy/recipient-policy.ts";
import type { Wanted } from "../../../shared/policy/rules/conditions.ts";
import { isDecidedHere } from "../../../shared/policy/rules/exempt.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import type { FactFinder } from "../facts/contract.ts";
import type { Ledger } from "../ledger/contract.ts";
import type { Answer, Decider } from "./contract.ts";
import { createInstances, type Pending } from "./instances.ts";
import { createNameMemory } from "./name-memory.ts";
import { createOperator } from "./operate.ts";

export interface DeciderParts {
	readonly ledger: Ledger;
	readonly clock: Clock;
	/** Keyed 80-bit hash, 16 base32 characters. */
	readonly hash: (text: string) => string;
	readonly log: Log;
	readonly facts: Pick<FactFinder, "find">;
	/** With a bug of ours, after its question was answered. */
	panic(error: Bug): void;
	/** A fresh id for an operator's action. */
	readonly newId: () => string;
}

/** An attempt about which the DNS is asked. */
interface Waiting {
	readonly attempt: Attempt;
	readonly wanted: Wanted;
	readonly pending: Pending;
}

const PASS: Answer = { action: "pass", header: null };

export function createDecider(parts: DeciderParts): Decider {
	const { ledger, clock, hash, log } = parts;
	const instances = createInstances(() => clock.monotonic());
	const names = createNameMemory(() => clock.monotonic() * clock.speed);
	let incomplete = 0;

	function question(attempt: Attempt, policy: Policy, now: number): Question {
		const keys = keysOf(attempt, policy, hash);
		return { attempt, facts: noFacts, keys, rows: gatherRows(ledger.state, keys, now), policy, now };
	}

	function ask(asked: Attempt, reply: (answer: Answer) => void): void {
		const policy = policyFor(ledger.state.policy, asked.recipient);
		if (!isDecidedHere(asked, policy.settings)) {
			reply(PASS);
			return;
		}
		const now = clock.now();
		const attempt = names.recall(asked, now);
		names.learn(asked, now);
		const found = question(attempt, policy, now);
		const earlier = instances.find(attempt, found.keys.triplet);
		if (earlier !== null) {
			again(earlier, reply);
			return;
		}
		const wanted = factsWanted(found);
		const pending = instances.begin(attempt, found.keys.triplet);
		if (wanted === null) conclude(found, pending, reply);
		else void concludeLater({ attempt, wanted, pending }, policy.settings.dns, reply);
	}

	function conclude(found: Question, pending: Pending, reply: (answer: Answer) => void): void {
		const settle = (answer: Answer) => {
			pending.answer = repeated(answer);
			reply(answer);
			for (const other of pending.waiting.splice(0)) other(pending.answer);
		};
		try {
			const decision = decide(found);
			ledger.record(decision.draft, (result) => {
				// Open mode: the ledger counts it; mail passes.
				settle(result.kind === "open" ? PASS : answerOf(decision, found));
			});
		} catch (error) {
			// The listener answers this one; nobody may wait for it.
			pending.answer = PASS;
			throw error;
		}
	}

	/** When the DNS was asked: by the policy and the rows as they are then. */
	async function concludeLater(
		{ attempt, wanted, pending }: Waiting,
		dns: Settings["dns"],
		reply: (answer: Answer) => void,
	): Promise<void> {
		try {
			const { facts } = await parts.facts.find({ attempt, wanted, dns });
			conclude(withFacts(attempt, facts), pending, reply);
		} catch (error) {
			pending.answer = PASS;
			reply(PASS);
			for (const other of pending.waiting.splice(0)) other(PASS);
			if (error instanceof Bug) parts.panic(error);
			else log.error("a policy request was passed because of our own trouble", { error: String(error) });
		}
	}

	function withFacts(attempt: Attempt, facts: Facts): Question {
		const now = clock.now();
		return { ...question(attempt, policyFor(ledger.state.policy, attempt.recipient), now), facts };
	}

	function answerOf({ verdict }: Decision, { attempt, keys }: Question): Answer {
		if (verdict.action === "defer") {
			const { secondsLeft } = verdict;
			return { action: "defer", secondsLeft, triplet: keys.triplet, domain: domainOf(attempt.recipient) };
		}
		if (verdict.delayed === null || !instances.claimHeader(attempt.instance)) return PASS;
		return { action: "pass", header: { delayed: verdict.delayed } };
	}

	return {
		ask,
		incomplete(why) {
			incomplete += 1;
			if (incomplete === 1) parts.log.warn("a policy request lacked what a decision needs and passed", { why });
		},
		async explain(asked) {
			const now = clock.now();
			const policy = policyFor(ledger.state.policy, asked.recipient);
			const attempt = names.recall(asked, now);
			const first = question(attempt, policy, now);
			const wanted = factsWanted(first);
			const { dns } = policy.settings;
			const found = wanted === null ? null : await parts.facts.find({ attempt, wanted, dns });
			const { decision, trace } = explain(found === null ? first : withFacts(attempt, found.facts));
			const { draft, verdict } = decision;
			const entry = draft.kind === "passed" ? (draft.whitelist ?? draft.used ?? null) : null;
			return { verdict, rule: draft.rule, entry, trace, facts: found?.told ?? [] };
		},
		...createOperator(parts),
		incompleteCount: () => incomplete,
	};
}

function again(earlier: Pending, reply: (answer: Answer) => void): void {
	if (earlier.answer !== null) reply(earlier.answer);
	else earlier.waiting.push(reply);
}

// The header was told with the first answer; told twice, it would stand in the mail twice.
function repeated(answer: Answer): Answer {
	return answer.action === "pass" ? PASS : answer;
}

function domainOf(recipient: string): string {
	return recipient.slice(recipient.lastIndexOf("@") + 1);
}
