/** What a mail log tells goes into the row of its attempt, and into no other. */
import { expect, test } from "vitest";
import { counterOf } from "../../../shared/policy/counters.ts";
import type { IgnoredDeferral } from "../../../shared/policy/event.ts";
import { attemptFrom, createStage, START } from "./script.ts";

const { attempt } = attemptFrom(["192.0.2.1", "-", "a@example.net", "b@dest.test"], "one");

test("the last attempt's outcome is the row's; a new attempt is unknown again, and a late word of the old one no matter", () => {
	const stage = createStage();
	stage.ask(attempt, START);
	const row = () => [...stage.state.triplets.values()][0];
	const triplet = row()?.id ?? "";
	const told = { kind: "outcome", at: START, triplet, instance: attempt.instance, askedAt: START, code: null } as const;
	stage.record({ ...told, outcome: "confirmed" });
	expect(row()?.outcome).toBe("confirmed");
	stage.ask({ ...attempt, instance: "two" }, START + 10_000);
	expect(row()?.outcome).toBe("unknown");
	stage.record({ ...told, outcome: "overruled" });
	expect(row()?.outcome).toBe("unknown");
	stage.record({ ...told, triplet: "gone", outcome: "overruled" });
	expect(stage.state.triplets.size).toBe(1);
});

test("an ignored deferral is counted and changes no row", () => {
	const event: IgnoredDeferral = {
		kind: "ignored-deferral",
		at: START,
		triplet: null,
		client: "192.0.2.1",
		clientName: null,
		sender: "",
		recipient: "b@dest.test",
		times: 2,
		why: "It went on",
	};
	expect(counterOf(event)).toBe("ignoredDeferral");
});
