import { expect, test } from "vitest";
import { attemptNames, deferralOf } from "../../../renderer/views/watch/figures.ts";

test("where mail is only watched the figure tells what would be deferred, with what was deferred before", () => {
	expect(deferralOf(false)).toMatchObject({
		label: "Deferral rate",
		names: ["deferredNew", "deferredEarly", "deferredThrottled"],
	});
	expect(deferralOf(true)).toMatchObject({
		label: "Would defer",
		names: ["deferredNew", "deferredEarly", "deferredThrottled", "passedShadow"],
		// A first return is among them.
		sure: "up to ",
	});
	for (const name of deferralOf(true).names) expect(attemptNames).toContain(name);
});
