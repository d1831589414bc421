/** What the journal holds of a mail is what JSON would hold of it, whatever strangers put into their names. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonOf } from "../../../../electron/daemon/ledger/event-json.ts";
import type { Attempt, Facts } from "../../../../shared/policy/attempt.ts";
import type { Deferred, EventDraft, Passed } from "../../../../shared/policy/event.ts";
import type { TripletLife } from "../../../../shared/policy/rows.ts";

const text = fc.oneof(
	fc.string({ maxLength: 60 }),
	fc.string({ maxLength: 30, unit: "binary" }),
	fc.constantFrom("", '"', "\\", "\u2028", "\u202e", "\u0000", "\u007f", "ä€😀"),
);
const maybe = fc.option(text);
const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const seconds = fc.option(fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true })));

/** Every field of its type: one that is added there does not compile here. */
const attempt: fc.Arbitrary<Attempt> = fc.record<Attempt>({
	instance: text,
	state: fc.constantFrom("RCPT", "DATA"),
	client: text,
	clientName: maybe,
	reverseName: maybe,
	helo: maybe,
	sender: text,
	recipient: text,
	saslUser: maybe,
	encryption: maybe,
	queueId: maybe,
	size: fc.option(fc.nat()),
});
const life: fc.Arbitrary<TripletLife> = fc.record<TripletLife>({
	state: fc.constantFrom("waiting", "passed", "approved", "expired"),
	firstSeenAt: instant,
	mayPassAt: instant,
	windowEndsAt: instant,
	expiresAt: instant,
	passedAt: fc.option(instant),
	attempts: fc.nat(),
	shadow: fc.boolean(),
	approvedBy: maybe,
});
const shared = {
	at: instant,
	rule: fc.constantFrom("triplet", "approved", "whitelist" as const),
	why: text,
	triplet: maybe,
	clientKey: text,
	senderKey: text,
	attempt,
	facts: fc.constantFrom<Facts>(
		{ spf: "unknown" },
		{ spf: "pass", lists: { "list.example": ["127.0.0.2"], "other.example": [], "dead.example": null } },
		{ spf: "unknown", resolverDown: true },
	),
	revision: fc.nat(),
	outcome: fc.constantFrom("confirmed", "overruled", "unknown" as const),
	life: fc.option(life),
	continues: fc.array(text, { maxLength: 3 }),
};
const deferred: fc.Arbitrary<Required<Deferred>> = fc.record<Required<Deferred>>({
	kind: fc.constant("deferred"),
	reason: fc.constantFrom("new", "early", "throttled"),
	...shared,
	evicted: fc.array(text, { maxLength: 3 }),
});
const approval = fc.record({
	key: text,
	actionId: text,
	senderKey: text,
	recipient: text,
	clientKey: maybe,
	at: instant,
	untilAt: instant,
	spentAt: fc.option(instant),
	spentBy: maybe,
});
const passed: fc.Arbitrary<Required<Passed>> = fc.record<Required<Passed>>({
	kind: fc.constant("passed"),
	reason: fc.constantFrom("after-delay", "known", "returned-late"),
	...shared,
	ourDelaySeconds: seconds,
	theirDelaySeconds: seconds,
	approval,
	earned: fc.record({ client: text, domain: maybe }),
	used: text,
	whitelist: text,
	evicted: fc.array(text, { maxLength: 3 }),
});
const optional = ["continues", "approval", "earned", "used", "whitelist", "evicted"] as const;

function without(draft: EventDraft, names: readonly string[]): EventDraft {
	return Object.fromEntries(Object.entries(draft).filter(([name]) => !names.includes(name))) as unknown as EventDraft;
}

test("a mail event reads back as it was, with and without what only some carry", () => {
	fc.assert(
		fc.property(fc.oneof(deferred, passed), fc.subarray([...optional]), (whole, left) => {
			const draft = without(whole, left);
			expect(JSON.parse(jsonOf(draft))).toEqual(JSON.parse(JSON.stringify(draft)));
		}),
		{ numRuns: 500 },
	);
});

test("an action is written as JSON writes it", () => {
	const draft: EventDraft = { kind: "alert-raised", at: 5, alert: "x", words: "a\u2028b" };
	expect(jsonOf(draft)).toBe(JSON.stringify(draft));
});
