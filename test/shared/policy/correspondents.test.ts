/** An answer to our own mail is not greylisted: learned only where switched on, only from outside, only for a while. */
import { describe, expect, test } from "vitest";
import { planCorrespondent } from "../../../shared/policy/correspondents.ts";
import { planSweep } from "../../../shared/policy/sweep.ts";
import { attemptFrom, createStage, START } from "./script.ts";

const DAY = 86_400_000;
const ours = { sender: "Alice@dest.test", recipient: "partner@elsewhere.test" };
const answer = attemptFrom(["192.0.2.1", "-", "partner@elsewhere.test", "alice@dest.test"], "one").attempt;

function learned(settings = {}) {
	const stage = createStage({ correspondents: true, ...settings });
	const draft = planCorrespondent(stage.state, ours, START);
	if (draft !== null) stage.record(draft);
	return { stage, draft };
}

describe("answers to our own mail", () => {
	test("pass at once, whatever client brings them", () => {
		const { stage } = learned();
		expect(stage.ask(answer, START + DAY).draft).toMatchObject({ kind: "passed", rule: "correspondent" });
		expect(stage.ask({ ...answer, client: "198.51.100.9" }, START + DAY).draft).toMatchObject({ kind: "passed" });
	});

	test("of anybody else, or to anybody else, wait as ever", () => {
		const { stage } = learned();
		const others = [
			{ ...answer, sender: "other@elsewhere.test" },
			{ ...answer, recipient: "bob@dest.test" },
		];
		for (const other of others) expect(stage.ask(other, START).draft.kind).toBe("deferred");
	});

	test("wait again after 90 days, when they are forgotten", () => {
		const { stage } = learned();
		expect(stage.ask(answer, START + 90 * DAY).draft.kind).toBe("deferred");
		for (const draft of planSweep(stage.state, START + 90 * DAY)) stage.record(draft);
		expect(stage.state.correspondents.size).toBe(0);
	});

	test("nothing is learned while it is off, among ourselves, of bounces, or twice a day", () => {
		expect(learned({ correspondents: false }).draft).toBeNull();
		const { stage } = learned();
		const plan = (mail: object, now = START) => planCorrespondent(stage.state, { ...ours, ...mail }, now);
		expect(plan({ recipient: "bob@dest.test" })).toBeNull();
		expect(plan({ sender: "" })).toBeNull();
		expect(plan({}, START + DAY / 2)).toBeNull();
		expect(plan({}, START + DAY)).not.toBeNull();
	});

	test("what was learned does nothing while it is switched off", () => {
		const { stage } = learned();
		const { policy } = stage.state;
		stage.state.policy = { ...policy, settings: { ...policy.settings, correspondents: false } };
		expect(stage.ask(answer, START).draft.kind).toBe("deferred");
	});
});
