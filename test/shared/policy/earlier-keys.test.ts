/** A change of key settings makes nobody wait twice. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../../shared/policy/attempt.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import { planSweep } from "../../../shared/policy/sweep.ts";
import { attemptFrom, createStage, START, type Stage } from "./script.ts";

const MINUTE = 60_000;

let mails = 0;

function mail(client: string, name: string | null, sender: string): Attempt {
	mails += 1;
	return attemptFrom([client, name ?? "-", sender, "bob@dest.test"], `mail-${mails}`).attempt;
}

function change(stage: Stage, given: Partial<Settings>, at: number): void {
	const { revision, settings: before, passAllUntilAt } = stage.state.policy;
	stage.record({
		kind: "settings-changed",
		at,
		actionId: `change-${revision}`,
		who: { name: "test", verified: false, role: "operator" },
		why: "",
		revision: revision + 1,
		before,
		after: { ...before, ...given },
		passAllBefore: passAllUntilAt,
		passAllUntilAt,
	});
}

describe("after a change of key settings", () => {
	test("who has passed passes, and is known under the new key", () => {
		const stage = createStage({ clientKey: "network" });
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START);
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + 2 * MINUTE);
		change(stage, { clientKey: "address" }, START + 3 * MINUTE);
		const { verdict, draft } = stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + 4 * MINUTE);
		expect(verdict.action).toBe("pass");
		expect(draft).toMatchObject({ reason: "known", clientKey: "192.0.2.7", life: { state: "passed", attempts: 3 } });
	});

	test("who waits goes on waiting from its first attempt, not anew", () => {
		const stage = createStage({ clientKey: "network" });
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START);
		change(stage, { clientKey: "address" }, START + MINUTE / 2);
		const early = stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + MINUTE / 2);
		expect(early.verdict).toEqual({ action: "defer", secondsLeft: 30 });
		const later = stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + MINUTE);
		expect(later.draft).toMatchObject({ kind: "passed", reason: "after-delay" });
	});

	test("a waiting triplet that went on under a new key is not missed under the earlier one", () => {
		const stage = createStage({ clientKey: "network" });
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START);
		change(stage, { clientKey: "address" }, START + 1000);
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + 2 * MINUTE);
		const over = START + 50 * 60 * MINUTE;
		expect(planSweep(stage.state, over).filter(({ kind }) => kind === "expired")).toEqual([]);
	});

	test("what was approved under the earlier sender key passes by its approval", () => {
		const stage = createStage();
		stage.ask(mail("192.0.2.7", null, "ann+news@example.net"), START);
		const [row] = [...stage.state.triplets.values()];
		if (row === undefined) throw new Error("nothing waits");
		stage.record({
			kind: "approved",
			at: START,
			actionId: "approve",
			who: { name: "test", verified: false, role: "operator" },
			why: "",
			rows: [{ ...row, state: "approved", approvedBy: "approve" }],
			approvals: [
				{
					key: `${row.senderKey}\0${row.recipient}\0`,
					actionId: "approve",
					senderKey: row.senderKey,
					recipient: row.recipient,
					clientKey: null,
					at: START,
					untilAt: START + 60 * MINUTE,
					spentAt: null,
					spentBy: null,
				},
			],
		});
		const { senderRules } = stage.state.policy.settings;
		change(stage, { senderRules: { ...senderRules, plus: false } }, START + 1000);
		const { draft } = stage.ask(mail("198.51.100.9", null, "ann+news@example.net"), START + 2000);
		expect(draft).toMatchObject({ kind: "passed", reason: "approved" });
	});

	test("earlier keys are asked no longer once nothing under them can live", () => {
		const stage = createStage({ clientKey: "network" });
		change(stage, { clientKey: "address" }, START);
		expect(stage.state.policy.earlierKeys).toHaveLength(1);
		const [{ untilAt } = { untilAt: 0 }] = stage.state.policy.earlierKeys;
		expect(stage.question(mail("192.0.2.7", null, "a@b.test"), untilAt - 1).keys.earlier(untilAt - 1)).toHaveLength(1);
		expect(stage.question(mail("192.0.2.7", null, "a@b.test"), untilAt).keys.earlier(untilAt)).toEqual([]);
		change(stage, { delay: 30 }, untilAt);
		expect(stage.state.policy.earlierKeys).toEqual([]);
	});

	test("a change that is taken back leaves the keys as they were, and still nobody waits twice", () => {
		const stage = createStage({ clientKey: "network" });
		stage.ask(mail("192.0.2.7", null, "ann@example.net"), START);
		change(stage, { clientKey: "address" }, START + 1000);
		change(stage, { clientKey: "network" }, START + 2000);
		expect(stage.state.policy.earlierKeys.map(({ settings }) => settings.clientKey)).toEqual(["address"]);
		expect(stage.ask(mail("192.0.2.7", null, "ann@example.net"), START + 2 * MINUTE).verdict.action).toBe("pass");
	});
});

const someMail = fc.record({
	client: fc.constantFrom("192.0.2.7", "192.0.2.8", "198.51.100.1", "2001:db8::1", "2001:db8::2"),
	name: fc.constantFrom(null, "mx.example.net", "mx.other.test"),
	sender: fc.constantFrom(
		"ann@example.net",
		"ann+x@example.net",
		"list-1234@example.net",
		"prvs=0123abcdef=ann@example.net",
	),
});
const someKeys = fc.record({
	clientKey: fc.constantFrom("domain", "network", "address" as const),
	ipv4Prefix: fc.constantFrom(16, 24, 32),
	senderRules: fc.record({
		verp: fc.boolean(),
		batv: fc.boolean(),
		srs: fc.boolean(),
		plus: fc.boolean(),
		esp: fc.boolean(),
	}),
});

test("whatever is changed, the very same client, sender and recipient that was let in after its delay is never deferred again", () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof({ weight: 5, arbitrary: someMail }, { weight: 1, arbitrary: someKeys }), { maxLength: 60 }),
			(steps) => {
				const stage = createStage({ autoWhitelist: { enabled: false } });
				const mayPassAt = new Map<string, number>();
				const passed = new Set<string>();
				let changes = 0;
				steps.forEach((step, index) => {
					const now = START + index * 20_000;
					if ("clientKey" in step) {
						// More changes than are remembered promise nothing.
						if (changes++ < 4) change(stage, step, now);
						return;
					}
					const { verdict } = stage.ask(mail(step.client, step.name, step.sender), now);
					const who = JSON.stringify(step);
					if (verdict.action === "pass") passed.add(who);
					else {
						expect(passed.has(who)).toBe(false);
						expect(now).toBeLessThan(mayPassAt.get(who) ?? Number.POSITIVE_INFINITY);
						if (!mayPassAt.has(who)) mayPassAt.set(who, now + 60_000);
					}
				});
			},
		),
		{ numRuns: 400 },
	);
});
