/** The sweep: what time alone changes, in parts between which mail goes on. */
import { describe, expect, test } from "vitest";
import { planApprove } from "../../../shared/policy/operator.ts";
import { planSweep, sweep } from "../../../shared/policy/sweep.ts";
import { attemptFrom, createStage, START, type Stage } from "./script.ts";

const DAY = 86_400_000;

function attempt(index: number) {
	return attemptFrom([`192.0.${index >> 8}.${index & 255}`, "-", `s${index}x@example.net`, "bob@dest.test"], `${index}`)
		.attempt;
}

function filled(count: number): Stage {
	const stage = createStage({ clientKey: "address" });
	for (let index = 0; index < count; index += 1) stage.ask(attempt(index), START);
	return stage;
}

describe("a sweep in parts", () => {
	test("looks at no more rows than told before it lets mail go on", () => {
		const stage = filled(100);
		const parts = [...sweep(stage.state, START + 1, 10)];
		expect(parts).toHaveLength(10);
		expect(parts.flat()).toEqual([]);
	});

	test("forgets at most 500 rows in one event, and all of them in the end", () => {
		const stage = filled(1200);
		for (const part of sweep(stage.state, START + 6 * DAY)) {
			for (const draft of part) {
				expect(draft.kind === "forgotten" && draft.triplets.length <= 500).toBe(true);
				stage.record(draft);
			}
		}
		expect(stage.state.triplets.size).toBe(0);
	});

	test("a mail that came back between two parts is not called never retried", () => {
		const stage = filled(20);
		const walk = sweep(stage.state, START + 2 * DAY, 5);
		walk.next();
		expect(stage.ask({ ...attempt(3), instance: "again" }, START + 2 * DAY).draft.reason).toBe("returned-late");
		for (const part of walk) for (const draft of part) stage.record(draft);
		expect(stage.state.triplets.count("passed")).toBe(1);
		expect(stage.state.triplets.count("expired")).toBe(19);
		expect(stage.events.filter((event) => event.kind === "expired" && event.reason === "never-retried")).toHaveLength(
			19,
		);
	});

	test("what was swept is swept once", () => {
		const stage = filled(5);
		for (const draft of planSweep(stage.state, START + 2 * DAY)) stage.record(draft);
		expect(planSweep(stage.state, START + 2 * DAY)).toEqual([]);
	});

	test("approvals whose time is over are forgotten, and auto-whitelists that nobody used", () => {
		const stage = createStage({ autoWhitelist: { passes: 1, apart: 0, distinct: 1, idle: 86_400 } });
		stage.ask(attempt(1), START);
		stage.ask({ ...attempt(1), instance: "again" }, START + 61_000);
		expect(stage.state.autoWhitelists.size).toBe(1);
		const who = { name: "test", verified: false, role: "operator" } as const;
		const mail = { sender: "a@example.net", recipient: "b@dest.test", client: null };
		const plan = planApprove(stage.state, { actionId: "a", who, why: "", ids: [], mail, untilAt: null }, START);
		if (plan.ok) for (const draft of plan.value.drafts) stage.record(draft);
		expect(stage.state.approvals.size).toBe(1);
		for (const draft of planSweep(stage.state, START + DAY - 1)) stage.record(draft);
		expect([stage.state.approvals.size, stage.state.autoWhitelists.size]).toEqual([1, 1]);
		for (const draft of planSweep(stage.state, START + DAY + 61_000)) stage.record(draft);
		expect([stage.state.approvals.size, stage.state.autoWhitelists.size]).toEqual([0, 0]);
	});
});
