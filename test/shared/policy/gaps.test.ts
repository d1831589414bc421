/** Gaps of ours, and mail that passed without a triplet: what the fold keeps of them, and how much. */
import { describe, expect, test } from "vitest";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { fold } from "../../../shared/policy/fold.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { attemptFrom, createStage, START } from "./script.ts";

function spansAfter(spans: readonly (readonly [number, number])[]) {
	const state = freshState();
	for (const [seq, [from, to]] of spans.entries())
		fold(state, { kind: "gap", at: to, from, to, passed: 0, why: "", seq: seq + 1 });
	return [...state.gaps.values()].map(({ fromAt, toAt }) => [fromAt, toAt]);
}

describe("gaps", () => {
	test("spans that touch are one; one that ends before it begins is none", () => {
		expect(
			spansAfter([
				[10, 20],
				[40, 50],
				[20, 30],
				[60, 55],
				[25, 45],
			]),
		).toEqual([[10, 50]]);
	});

	test("a thousand of them are kept as five hundred, the latest", () => {
		const spans = spansAfter(Array.from({ length: 1000 }, (_, index) => [index * 10, index * 10 + 5] as const));
		expect(spans).toHaveLength(500);
		expect(spans.at(-1)).toEqual([9990, 9995]);
	});

	test("a start tells one where it knows what came last before it; those of older journals tell none", () => {
		const state = freshState();
		const started = { kind: "engine-changed", change: "started", at: 90, why: "", seq: 1 } as const;
		fold(state, started satisfies PolicyEvent);
		expect(state.gaps.size).toBe(0);
		fold(state, { ...started, since: 70, seq: 2 });
		expect([...state.gaps.values()]).toEqual([{ key: "70", fromAt: 70, toAt: 90 }]);
	});
});

describe("mail that passed without a triplet", () => {
	const mail = (client: string, sender: string, sasl = "") =>
		attemptFrom([client, "-", sender, "bob@dest.test", ...(sasl === "" ? [] : [`sasl=${sasl}`])], client + sender)
			.attempt;

	test("is noted where it waits by another client, and only there", () => {
		const stage = createStage();
		stage.ask(mail("192.0.2.1", "waits@example.net"), START);
		stage.ask(mail("198.51.100.1", "waits@example.net", "a"), START + 5000);
		stage.ask(mail("198.51.100.1", "never@example.net", "a"), START + 5000);
		expect([...stage.state.passes.values()]).toEqual([{ key: "waits@example.net\0bob@dest.test", at: START + 5000 }]);
	});

	test("is not noted any more once nothing of it waits", () => {
		const stage = createStage();
		stage.ask(mail("192.0.2.1", "waits@example.net"), START);
		stage.ask({ ...mail("192.0.2.1", "waits@example.net"), instance: "again" }, START + 61_000);
		stage.ask(mail("198.51.100.1", "waits@example.net", "a"), START + 62_000);
		expect(stage.state.passes.size).toBe(0);
	});
});
