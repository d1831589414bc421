/** What the API remembers between requests: pinned selections and idempotency keys, both bounded in number and time. */
import { describe, expect, test } from "vitest";
import { createIdempotency } from "../../../../electron/daemon/management/idempotency.ts";
import { createSelections } from "../../../../electron/daemon/management/selections.ts";
import { whoOf } from "../../../../electron/daemon/management/who.ts";
import { refuse } from "../../../../shared/protocol/refusal.ts";
import { handClock } from "../../../fixtures/greylist.ts";

describe("a pinned selection", () => {
	test("is kept ten minutes, and a hundred of them at most", () => {
		const clock = handClock();
		const selections = createSelections(clock);
		const first = selections.pin(["a"]);
		clock.pass(599);
		expect(selections.find(first)).toEqual(["a"]);
		clock.pass(2);
		expect(selections.find(first)).toBe(null);
		const pinned = Array.from({ length: 101 }, (_, index) => selections.pin([`${index}`]));
		expect(selections.find(pinned[0] ?? "")).toBe(null);
		expect(selections.find(pinned[100] ?? "")).toEqual(["100"]);
	});
});

describe("an idempotency key", () => {
	const counting = () => {
		let runs = 0;
		return { runs: () => runs, run: async () => ({ ok: true as const, value: ++runs }) };
	};

	test("runs a request once for an hour, and again after it", async () => {
		const clock = handClock();
		const keys = createIdempotency(clock);
		const { run, runs } = counting();
		await keys.once("k", "POST /x", run);
		clock.pass(3599);
		await keys.once("k", "POST /x", run);
		expect(runs()).toBe(1);
		clock.pass(2);
		await keys.once("k", "POST /x", run);
		expect(runs()).toBe(2);
	});

	test("is not kept for a refusal: what changed nothing may be asked again", async () => {
		const keys = createIdempotency(handClock());
		const { run, runs } = counting();
		await keys.once("k", "POST /x", async () => refuse(400, "no"));
		await keys.once("k", "POST /x", run);
		expect(runs()).toBe(1);
	});

	test("none: every request runs; too long a one is refused", async () => {
		const keys = createIdempotency(handClock());
		const { run, runs } = counting();
		await keys.once(null, "POST /x", run);
		await keys.once(null, "POST /x", run);
		expect(runs()).toBe(2);
		expect(await keys.once("k".repeat(201), "POST /x", run)).toMatchObject({ ok: false, problem: { status: 400 } });
	});

	test("the oldest of too many goes first", async () => {
		const keys = createIdempotency(handClock());
		const { run, runs } = counting();
		for (let key = 0; key < 1100; key++) await keys.once(`k${key}`, "POST /x", run);
		await keys.once("k1099", "POST /x", run);
		expect(runs()).toBe(1100);
		await keys.once("k0", "POST /x", run);
		expect(runs()).toBe(1101);
	});
});

describe("who acts", () => {
	test.each([
		[null, "unnamed"],
		["", "unnamed"],
		["anna", "anna"],
		["J%C3%BCrgen", "Jürgen"],
		["%E0%A4%A", "%E0%A4%A"],
		["a%0Ab%00c", "a b c"],
		["%E2%80%AEevil", "evil"],
		["x".repeat(500), "x".repeat(64)],
	])("%j reads as %j, and is only claimed", (header, name) => {
		expect(whoOf(header, "operator")).toEqual({ name, verified: false, role: "operator" });
	});
});
