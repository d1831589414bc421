/** Triplets of another greylister among ours: who had passed there passes, who waits goes on, one undo takes all back. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ActionEffect } from "../../../shared/policy/action.ts";
import type { Attempt } from "../../../shared/policy/attempt.ts";
import { foreignMails, type Greylister, greylisters } from "../../../shared/policy/foreign-keys.ts";
import { type ForeignTriplet, type ForeignTrust, planRows } from "../../../shared/policy/import-rows.ts";
import { effectParts } from "../../../shared/policy/parts.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { attemptFrom, createStage, START, type Stage, testHash } from "./script.ts";

const MINUTE = 60_000;
const acting = { who: { name: "test", verified: false, role: "operator" }, why: "moved" } as const;
let mails = 0;

function mail(
	client: string,
	sender: string,
	[recipient = "bob@dest.test", name = "-"]: readonly string[] = [],
): Attempt {
	mails += 1;
	return attemptFrom([client, name, sender, recipient], `mail-${mails}`).attempt;
}

interface Taken {
	readonly from?: Greylister;
	readonly triplets?: readonly ForeignTriplet[];
	readonly autoWhitelists?: readonly ForeignTrust[];
	readonly actionId?: string;
}

function take(stage: Stage, { from = "postgrey", triplets = [], autoWhitelists = [], actionId = "a1" }: Taken) {
	const order = { ...acting, actionId, from, triplets, autoWhitelists, hash: testHash };
	const plan = planRows(stage.state, order, START);
	if (plan.draft !== null) stage.record(plan.draft);
	return plan;
}

function undo(stage: Stage, actionId = "a1") {
	const record = stage.state.actions.get(actionId);
	if (record === undefined) throw new Error("no such action");
	const plan = planUndo(stage.state, { ...acting, actionId: "undo", record }, START + MINUTE);
	if (!plan.ok) throw new Error(plan.problem);
	for (const draft of plan.value.drafts) stage.record(draft);
	return plan.value;
}

const passed: ForeignTriplet = {
	client: "192.0.2.0/24",
	sender: "bounce-#-x@lists.example",
	recipient: "bob@dest.test",
	firstSeenAt: START - 90 * MINUTE,
	lastSeenAt: START - 60 * MINUTE,
	passed: true,
};
const waiting = { ...passed, sender: "alice@example.net", firstSeenAt: START - MINUTE / 2, passed: false };

describe("taken over from another greylister", () => {
	test("who had passed there passes, whatever the verified name; the triplet goes on under our own key", () => {
		const stage = createStage();
		expect(take(stage, { triplets: [passed] })).toMatchObject({ passed: 1, waiting: 0, failed: [] });
		const asked = mail("192.0.2.9", "bounce-77-x@lists.example", ["Bob@dest.test", "mx.lists.example"]);
		const { verdict, draft } = stage.ask(asked, START + 1000);
		expect(verdict.action).toBe("pass");
		expect(draft).toMatchObject({ reason: "known", clientKey: "lists.example" });
		expect(stage.ask(mail("198.51.100.1", "bounce-77-x@lists.example"), START + 1000).verdict.action).toBe("defer");
	});

	test("who waits there goes on from its first attempt", () => {
		const stage = createStage({ delay: 60 });
		take(stage, { triplets: [waiting] });
		expect(
			stage.ask(mail("192.0.2.9", "alice@example.net", ["bob@dest.test", "mx.example.net"]), START).verdict,
		).toEqual({
			action: "defer",
			secondsLeft: 30,
		});
		const { draft } = stage.ask(
			mail("192.0.2.9", "alice@example.net", ["bob@dest.test", "mx.example.net"]),
			START + MINUTE / 2,
		);
		expect(draft).toMatchObject({ kind: "passed", reason: "after-delay" });
	});

	test("a change of our keys forgets nothing of it", () => {
		const stage = createStage();
		take(stage, { triplets: [passed] });
		const { settings: before, revision } = stage.state.policy;
		const after = { ...before, clientKey: "address" } as const;
		const change = { kind: "settings-changed", at: START, ...acting, actionId: "s", revision: revision + 1 } as const;
		stage.record({ ...change, before, after, passAllBefore: null, passAllUntilAt: null });
		expect(stage.ask(mail("192.0.2.9", "bounce-77-x@lists.example"), START + 1000).verdict.action).toBe("pass");
	});

	test("an auto-whitelist of sqlgrey covers every recipient, one of a domain every sender of it; none another network", () => {
		const stage = createStage();
		const any = { ...passed, sender: "alice@example.net", recipient: "*" };
		const domain = { ...passed, client: "198.51.100.7", sender: "*@example.org", recipient: "*" };
		take(stage, { from: "sqlgrey", triplets: [any, domain] });
		const verdict = (asked: Attempt) => stage.ask(asked, START + 1000).verdict.action;
		expect(verdict(mail("192.0.2.1", "alice@example.net", ["new@dest.test"]))).toBe("pass");
		expect(verdict(mail("192.0.2.1", "other@example.net", ["new@dest.test"]))).toBe("defer");
		expect(verdict(mail("198.51.100.8", "anybody@example.org", ["new@dest.test"]))).toBe("defer");
		expect(verdict(mail("198.51.100.7", "somebody@example.org", ["new@dest.test"]))).toBe("pass");
	});

	test("an auto-whitelist of postgrey is trusted here; progress towards one counts on", () => {
		const stage = createStage();
		const trust = { client: "192.0.2.7", passes: 6, lastPassAt: START - 60 * MINUTE, trusted: true };
		expect(
			take(stage, { autoWhitelists: [trust, { ...trust, client: "192.0.2.8", passes: 3, trusted: false }] }),
		).toMatchObject({ autoWhitelists: 2 });
		expect(stage.ask(mail("192.0.2.7", "new@example.net"), START).draft).toMatchObject({ reason: "auto-whitelisted" });
		expect(stage.ask(mail("192.0.2.8", "new@example.com"), START).verdict.action).toBe("defer");
		expect(stage.state.autoWhitelists.get("client:192.0.2.8")).toMatchObject({ passes: 3, earnedAt: null });
	});

	test("a second time changes nothing, what passed there meanwhile does; what is over, broken or too much is told", () => {
		const stage = createStage({ maxTriplets: 10 });
		take(stage, { triplets: [waiting, passed] });
		expect(take(stage, { triplets: [waiting, passed] })).toMatchObject({ draft: null, known: 2 });
		expect(take(stage, { triplets: [{ ...waiting, passed: true }], actionId: "a2" })).toMatchObject({ passed: 1 });
		const long = { ...passed, lastSeenAt: START - 100 * 86_400_000, firstSeenAt: 0 };
		const broken = { ...passed, client: "unknown" };
		expect(take(stage, { triplets: [{ ...long, sender: "x@example.net" }, broken] })).toMatchObject({
			draft: null,
			ended: 1,
			failed: [{ why: expect.stringMatching(/not an IP address/) }],
		});
		const many = Array.from({ length: 12 }, (_, at) => ({ ...passed, sender: `s${at}@example.net` }));
		const { failed } = take(stage, { triplets: many, actionId: "a3" });
		expect([stage.state.triplets.size, failed.length]).toEqual([10, 4]);
	});

	test("one undo: rows and trust go, those that stood before come back, who came here since stays", () => {
		const stage = createStage();
		take(stage, { triplets: [waiting] });
		const came = { ...passed, sender: "carol@example.net" };
		const trust = { client: "192.0.2.7", passes: 6, lastPassAt: START, trusted: true };
		take(stage, { triplets: [{ ...waiting, passed: true }, passed, came], autoWhitelists: [trust], actionId: "a2" });
		stage.ask(mail("192.0.2.1", "carol@example.net"), START + 1000);
		const { failed } = undo(stage, "a2");
		expect(failed).toMatchObject([{ why: expect.stringMatching(/come here since/) }]);
		expect([...stage.state.triplets.values()].map(({ sender, state }) => `${sender} ${state}`).toSorted()).toEqual([
			"alice@example.net waiting",
			"carol@example.net passed",
		]);
		expect(stage.state.autoWhitelists.get("client:192.0.2.7")).toBeUndefined();
		expect(stage.state.actions.get("a2")?.undoneBy).toBe("undo");
	});

	test("an undo of many is cut into parts that hold everything once", () => {
		const ids = Array.from({ length: 1234 }, (_, at) => `t${at}`);
		const none = { before: [], autoWhitelists: ["client:192.0.2.1"], autoBefore: [] };
		const effect: ActionEffect = { kind: "imported", from: "postgrey", ids, ...none };
		const parts = effectParts(effect).flatMap((part) => (part.kind === "imported" ? [part] : []));
		expect(parts.flatMap((part) => part.ids)).toEqual(ids);
		expect(parts.flatMap((part) => part.autoWhitelists)).toEqual(["client:192.0.2.1"]);
		expect(Math.max(...parts.map((part) => part.ids.length))).toBe(500);
	});

	test("whatever address is asked for, its foreign keys are text and never a wildcard of everything", () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (sender, recipient) => {
				for (const of of greylisters)
					for (const [from, to] of foreignMails(of, { sender, recipient }).slice(0, 1))
						expect([typeof from, to]).toEqual(["string", recipient.toLowerCase()]);
			}),
		);
	});
});
