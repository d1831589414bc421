/** Actions on many rows: in parts of 500, one record, undone as one. Settings and whitelists have their way back too. */
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Plan } from "../../../shared/policy/operator.ts";
import { planApprove, planPurge } from "../../../shared/policy/operator.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { attemptFrom, createStage, START, type Stage } from "./script.ts";

const who = { name: "test", verified: false, role: "operator" } as const;

function filled(count: number): Stage {
	const stage = createStage({ clientKey: "address" });
	for (let index = 0; index < count; index += 1) {
		const client = `192.0.${index >> 8}.${index & 255}`;
		stage.ask(attemptFrom([client, "-", `s${index}x@example.net`, "bob@dest.test"], `${index}`).attempt, START);
	}
	return stage;
}

function done(stage: Stage, plan: Outcome<Plan>): Plan {
	if (!plan.ok) throw new Error(plan.problem);
	for (const draft of plan.value.drafts) stage.record(draft);
	return plan.value;
}

function idsOf(stage: Stage): readonly string[] {
	return [...stage.state.triplets.values()].map(({ id }) => id);
}

function undo(stage: Stage, id: string, actionId: string): Outcome<Plan> {
	const record = stage.state.actions.get(id);
	if (record === undefined) throw new Error(`no action ${id}`);
	return planUndo(stage.state, { actionId, who, why: "", record }, START + 2000);
}

describe("many rows at once", () => {
	test("are approved in parts of 500 that make one record, and undone as one", () => {
		const stage = filled(1100);
		const before = [...stage.state.triplets.values()];
		const order = { actionId: "a1", who, why: "bank", ids: idsOf(stage), mail: null, untilAt: null };
		const plan = done(stage, planApprove(stage.state, order, START + 1000));
		expect(plan.drafts.map((draft) => (draft.kind === "approved" ? draft.rows.length : 0))).toEqual([500, 500, 100]);
		expect(stage.state.triplets.count("approved")).toBe(1100);
		expect(stage.state.actions.get("a1")).toMatchObject({ count: 1100, why: "bank", undoneBy: null });
		expect(done(stage, undo(stage, "a1", "a2"))).toMatchObject({ count: 1100, failed: [] });
		expect([...stage.state.triplets.values()]).toEqual(before);
		expect(stage.state.approvals.size).toBe(0);
		expect(stage.state.actions.get("a1")?.undoneBy).toBe("a2");
		expect(undo(stage, "a1", "a3")).toEqual({ ok: false, problem: "It has been undone already" });
	});

	test("are purged and put back", () => {
		const stage = filled(600);
		const before = [...stage.state.triplets.values()];
		done(stage, planPurge(stage.state, { actionId: "p", who, why: "", ids: [...idsOf(stage), "unknown"] }, START));
		expect(stage.state.triplets.size).toBe(0);
		expect(done(stage, undo(stage, "p", "u")).count).toBe(600);
		expect([...stage.state.triplets.values()]).toEqual(before);
	});

	test("siblings share one approval, and each unknown id is said", () => {
		const stage = createStage({ clientKey: "address" });
		for (const client of ["192.0.2.1", "192.0.2.2"])
			stage.ask(attemptFrom([client, "-", "a@example.net", "b@dest.test"], client).attempt, START);
		const ids = [...idsOf(stage), ...idsOf(stage), "unknown"];
		const plan = done(
			stage,
			planApprove(stage.state, { actionId: "a", who, why: "", ids, mail: null, untilAt: null }, START),
		);
		expect(plan.count).toBe(2);
		expect(plan.failed).toEqual([{ id: "unknown", why: "Not known (any more): it was forgotten or purged" }]);
		expect(stage.state.approvals.size).toBe(1);
	});
});

test("undo of a long approval gives the row its old life, not the approval's", () => {
	const stage = filled(1);
	const before = [...stage.state.triplets.values()];
	const untilAt = START + 30 * 86_400_000;
	done(
		stage,
		planApprove(stage.state, { actionId: "a", who, why: "", ids: idsOf(stage), mail: null, untilAt }, START + 1000),
	);
	expect([...stage.state.triplets.values()][0]?.expiresAt).toBe(untilAt);
	done(stage, undo(stage, "a", "u"));
	expect([...stage.state.triplets.values()]).toEqual(before);
});

test("an approval ends in time to come, and within 60 days", () => {
	const stage = filled(1);
	const until = (untilAt: number) =>
		planApprove(stage.state, { actionId: "a", who, why: "", ids: idsOf(stage), mail: null, untilAt }, START);
	expect(until(START)).toEqual({ ok: false, problem: "That time is over already: give one that is to come" });
	expect(until(START + 61 * 86_400_000)).toMatchObject({ ok: false });
	expect(until(START + 60_000)).toMatchObject({ ok: true });
});

describe("settings", () => {
	test("undo refuses where somebody changed them since, and leaves the switch alone", () => {
		const stage = createStage();
		const { settings } = stage.state.policy;
		const change = (actionId: string, delay: number) =>
			stage.record({
				kind: "settings-changed",
				at: START,
				actionId,
				who,
				why: "",
				revision: stage.state.policy.revision + 1,
				before: stage.state.policy.settings,
				after: { ...settings, delay },
				passAllBefore: null,
				passAllUntilAt: null,
			});
		change("s1", 100);
		change("s2", 200);
		expect(undo(stage, "s1", "u")).toEqual({
			ok: false,
			problem: "The settings have been changed again since: undo that change first",
		});
		done(stage, undo(stage, "s2", "u2"));
		expect(stage.state.policy).toMatchObject({ revision: 4, settings: { delay: 100 }, passAllUntilAt: null });
		expect(stage.state.actions.get("s2")?.undoneBy).toBe("u2");
		done(stage, undo(stage, "s1", "u1"));
		expect(stage.state.policy.settings.delay).toBe(60);
		// The undo of settings is a change of settings, and can be undone as one.
		done(stage, undo(stage, "u1", "u3"));
		expect(stage.state.policy.settings.delay).toBe(100);
		expect(undo(stage, "first", "u4")).toMatchObject({ ok: false });
	});

	test("the pass-all switch has its own way back", () => {
		const stage = createStage();
		const { settings, revision } = stage.state.policy;
		const switched = { kind: "settings-changed", at: START, who, why: "", before: settings, after: settings } as const;
		stage.record({
			...switched,
			actionId: "on",
			revision: revision + 1,
			passAllBefore: null,
			passAllUntilAt: START + 3_600_000,
		});
		expect(stage.state.policy.passAllUntilAt).toBe(START + 3_600_000);
		done(stage, undo(stage, "on", "off"));
		expect(stage.state.policy.passAllUntilAt).toBeNull();
	});
});

test("a whitelist change is taken back, but for what was removed since", () => {
	const entry = (id: string) =>
		({ id, kind: "client", pattern: "192.0.2.1", reason: "", owner: "", addedAt: START, expiresAt: null }) as const;
	const stage = createStage({}, [entry("old")]);
	const change = (actionId: string, added: string[], removed: string[]) =>
		stage.record({
			kind: "whitelist-changed",
			at: START,
			actionId,
			who,
			why: "",
			revision: stage.state.policy.revision + 1,
			added: added.map(entry),
			removed: removed.map(entry),
		});
	change("w1", ["a", "b"], ["old"]);
	change("w2", [], ["b"]);
	expect(done(stage, undo(stage, "w1", "u"))).toMatchObject({
		count: 2,
		failed: [{ id: "b", why: "The entry has been removed since" }],
	});
	expect(stage.state.policy.whitelists.map(({ id }) => id)).toEqual(["old"]);
});
