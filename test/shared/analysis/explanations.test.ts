/** The reason in words, whose turn it is, when the next try is expected, and the row as the API tells it. */
import { describe, expect, test } from "vitest";
import { explanationOf } from "../../../shared/analysis/explanations.ts";
import { nextTryOf } from "../../../shared/analysis/next-try.ts";
import { type Approval, approvalKey, type TripletRow } from "../../../shared/policy/rows.ts";
import { tripletShape } from "../../../shared/protocol/shapes.ts";
import { tripletOf } from "../../../shared/protocol/triplet-of.ts";
import { createStage, play, START } from "../policy/script.ts";

const MINUTE = 60_000;

function rowAfter(script: string): TripletRow {
	const stage = createStage();
	play(script, stage);
	const [row] = stage.state.triplets.values();
	if (row === undefined) throw new Error("the script left no row");
	return row;
}

const waiting = rowAfter("0s 192.0.2.10 mx.example.net alice@example.net bob@dest.test  defer new");
const approval: Approval = {
	key: approvalKey("alice@example.net", "bob@dest.test", null),
	actionId: "a1",
	senderKey: "alice@example.net",
	recipient: "bob@dest.test",
	clientKey: null,
	at: START,
	untilAt: START + 60 * MINUTE,
	spentAt: null,
	spentBy: null,
};
const passed: TripletRow = {
	...waiting,
	state: "passed",
	passedAt: START + 5 * MINUTE,
	attempts: 2,
	reason: "after-delay",
};

describe("whose turn it is", () => {
	const table: readonly (readonly [TripletRow, Approval | null, number, string, string])[] = [
		[
			waiting,
			null,
			20_000,
			"ours",
			"Asked to wait at first sight. It may pass from 00:01:00 UTC, in 40 s: until then it is we who make it wait.",
		],
		[
			{ ...waiting, attempts: 3 },
			null,
			5 * MINUTE,
			"theirs",
			"Asked to wait, 3 attempts so far. It may pass for 4 min now: it is the sender's turn to try again.",
		],
		[
			{ ...waiting, outcome: "confirmed" },
			null,
			3 * 1440 * MINUTE,
			"theirs",
			"Deferred at first sight. The sender has not come back in time; if it still does, it passes.",
		],
		[
			{ ...waiting, shadow: true },
			null,
			0,
			"nobody",
			"Seen first in shadow mode: it was let through, and would have been asked to wait.",
		],
		[
			{ ...waiting, state: "approved", approvedBy: "a1" },
			approval,
			0,
			"theirs",
			"Approved by an operator: the next attempt passes, until 01:00 UTC. It is the sender's turn to try again.",
		],
		[
			{ ...waiting, state: "approved" },
			{ ...approval, spentAt: START + MINUTE, spentBy: "x" },
			0,
			"nobody",
			"Approved by an operator, and delivered at 00:01 UTC.",
		],
		[
			{ ...waiting, state: "approved" },
			null,
			2 * MINUTE,
			"theirs",
			"Asked to wait at first sight. It may pass for 1 min now: it is the sender's turn to try again.",
		],
		[
			passed,
			null,
			0,
			"nobody",
			"It passed at 00:05 UTC: 1 min of the delay were ours, 4 min the sender took to try again.",
		],
		[
			{ ...passed, passedAt: START + 30_000 },
			null,
			0,
			"nobody",
			"It passed at 00:00 UTC, 30 s after its first attempt and before it had to.",
		],
		[{ ...passed, passedAt: START }, null, 0, "nobody", "It passed without waiting."],
		[
			{ ...waiting, state: "expired", reason: "never-retried" },
			null,
			0,
			"theirs",
			"The sender never came back in time. A return passes until 19 Mar 00:00 UTC.",
		],
		[
			{ ...waiting, state: "expired", reason: "retried-elsewhere" },
			null,
			0,
			"nobody",
			"This client never came back, but the mail passed by another one.",
		],
	];
	for (const [row, by, after, turn, words] of table)
		test(words, () => expect(explanationOf(row, by, START + after)).toEqual({ turn, words }));
});

describe("the next try", () => {
	test("of one attempt is what most mail servers do, and says so", () => {
		expect(nextTryOf(waiting, START + MINUTE)).toEqual({
			from: START + 5 * MINUTE,
			to: START + 30 * MINUTE,
			basis: "most mail servers come back 5 to 30 minutes after their first attempt",
		});
	});
	test("of several is told by their gaps", () => {
		const tried = { ...waiting, attempts: 3, lastSeenAt: START + 20 * MINUTE };
		expect(nextTryOf(tried, START + 21 * MINUTE)).toEqual({
			from: START + 27.5 * MINUTE,
			to: START + 41 * MINUTE,
			basis: "its 3 attempts so far",
		});
	});
	test("of a provider that was measured is by its times", () => {
		const gmail = { ...waiting, clientKey: "google.com" };
		expect(nextTryOf(gmail, START + 10 * MINUTE)).toMatchObject({
			from: START + 29 * 48_000 + 2 * 800,
			basis: "measured times of google.com",
		});
	});
	test("is unknown once its time has gone by, after a clock that stepped back, and where nothing waits", () => {
		expect(nextTryOf(waiting, START + 31 * MINUTE)).toBeNull();
		expect(nextTryOf({ ...waiting, attempts: 2, lastSeenAt: START - MINUTE }, START)).toBeNull();
		expect(nextTryOf(passed, START)).toBeNull();
	});
});

describe("a triplet of the API", () => {
	const store = (held: Approval | null) => ({ get: (key: string) => (key === held?.key ? held : undefined) });

	test("has the declared shape, delays parted, null where nothing is known", () => {
		expect(tripletShape.parse(tripletOf(waiting, store(null), START))).toMatchObject({
			state: "waiting",
			stage: "RCPT",
			recipients: ["bob@dest.test"],
			ourDelaySeconds: null,
			theirDelaySeconds: null,
			approval: null,
		});
		expect(tripletOf(passed, store(null), START)).toMatchObject({
			ourDelaySeconds: 60,
			theirDelaySeconds: 240,
			nextTry: null,
		});
		expect(tripletOf({ ...passed, passedAt: START + 30_000 }, store(null), START)).toMatchObject({
			ourDelaySeconds: 30,
			theirDelaySeconds: null,
		});
		expect(tripletOf({ ...passed, shadow: true }, store(null), START)).toMatchObject({ ourDelaySeconds: null });
	});

	test("names the approval that covers it, though another row was approved", () => {
		expect(tripletOf(waiting, store(approval), START).approval).toEqual({ actionId: "a1", untilAt: approval.untilAt });
		const other = { ...waiting, state: "approved", approvedBy: "a0" } as const;
		expect(tripletOf(other, store(approval), START).approval).toEqual({ actionId: "a0", untilAt: null });
		expect(tripletOf(passed, store(approval), START).approval).toBeNull();
	});
});

test("only what a mail log confirmed is said to be deferred, and another rule's answer is said to be one", () => {
	const words = (outcome: TripletRow["outcome"]) => explanationOf({ ...waiting, outcome }, null, START).words;
	expect(words("unknown")).toMatch(/^Asked to wait at first sight\./);
	expect(words("confirmed")).toMatch(/^Deferred at first sight\./);
	expect(words("overruled")).toMatch(
		/^Asked to wait at first sight\. But another rule of Postfix answered the client\./,
	);
});
