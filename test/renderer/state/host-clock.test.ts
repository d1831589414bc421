/** The host's time: never behind what the host has told, at whatever pace its clock runs. */
import { expect, test } from "vitest";
import { createHostClock } from "../../../renderer/state/host-clock.ts";

const told = 1_900_000_000_000;

test("no event that a tick counted lies in the future, though the clock runs sixty times as fast", () => {
	let steady = 0;
	const clock = createHostClock(
		() => steady,
		() => 1_800_000_000_000,
	);
	clock.hear(told);
	clock.anchor(told - 3_000, 60);
	expect(clock.now()).toBe(told);
	steady += 250;
	expect(clock.now()).toBe(told + 15_000);
	clock.hear(told + 20_000);
	expect(clock.now()).toBe(told + 20_000);
	// A tick that was long on its way does not turn it back.
	clock.hear(told + 10_000);
	expect(clock.now()).toBe(told + 20_000);
});

test("a clock that ran ahead of its host is set back", () => {
	let steady = 0;
	const clock = createHostClock(
		() => steady,
		() => told,
	);
	clock.hear(told);
	steady += 60_000;
	clock.hear(told + 1_000);
	expect(clock.now()).toBe(told + 1_000);
});
