/** Decide and explain ask the same rules; explanations are sentences for people. */
import { describe, expect, test } from "vitest";
import { noFacts } from "../../../shared/policy/attempt.ts";
import { decide, explain, rules } from "../../../shared/policy/decide.ts";
import { attemptFrom, createStage, START, testHash } from "./script.ts";

const attempt = attemptFrom(["192.0.2.10", "mx.example.net", "alice@example.net", "bob@dest.test"], "i").attempt;

describe("explain", () => {
	test("decides as decide does and names every rule that was asked, the deciding one last", () => {
		const question = createStage().question(attempt, START);
		const { decision, trace } = explain(question);
		expect(decision).toEqual(decide(question));
		expect(trace.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
		expect(trace.at(-1)).toEqual({
			rule: "triplet",
			asked: "Has this client, sender and recipient been here before?",
			answer: "defer",
			why: "First attempt of this client, sender and recipient: it may pass from 00:01:00 UTC",
		});
		expect(trace.slice(0, -1).every(({ answer }) => answer === "go on")).toBe(true);
	});

	test("ends at the rule that decides", () => {
		const { trace } = explain(createStage().question({ ...attempt, saslUser: "al\u0007ice" }, START));
		expect(trace.map(({ rule, answer }) => `${rule} ${answer}`)).toEqual(["pass-all go on", "exempt pass"]);
		expect(trace.at(-1)?.why).toBe("Authenticated as al?ice");
	});

	test("says which whitelist entry it was, and why it is there", () => {
		const stage = createStage({}, [
			{
				id: "1",
				kind: "name",
				pattern: "*.example.net",
				reason: "our bank",
				owner: "ops",
				addedAt: 0,
				expiresAt: null,
			},
		]);
		expect(explain(stage.question(attempt, START)).trace.at(-1)?.why).toBe(
			"Whitelisted by the name entry *.example.net: our bank",
		);
	});

	test("the pass-all switch lets everything pass until its time is over, before any other rule", () => {
		const question = createStage().question(attempt, START);
		const on = { ...question, policy: { ...question.policy, passAllUntilAt: START + 60_000 } };
		expect(decide(on)).toMatchObject({
			verdict: { action: "pass", delayed: null },
			draft: { reason: "open", rule: "pass-all" },
		});
		expect(decide({ ...on, now: START + 60_000 }).verdict.action).toBe("defer");
	});

	test("the event carries all that is needed to decide again", () => {
		const { draft } = decide(createStage().question(attempt, START));
		expect(draft).toMatchObject({ attempt, facts: noFacts, revision: 1, outcome: "unknown", triplet: draft.triplet });
		expect(draft.triplet).toBe(testHash("example.net\0alice@example.net\0bob@dest.test"));
	});
});
