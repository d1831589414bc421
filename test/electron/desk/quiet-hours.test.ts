/** When a notification is shown: nights and weekends as the person likes them. */
import { describe, expect, test } from "vitest";
import { mayNotify } from "../../../electron/desk/quiet-hours.ts";

describe("a notification", () => {
	const on = { notify: true } as const;
	test.each([
		[{ ...on, quiet: "never" }, "2026-11-24T03:00:00", "now"],
		[{ ...on, quiet: "nights" }, "2026-11-24T21:59:00", "now"],
		[{ ...on, quiet: "nights" }, "2026-11-24T22:00:00", "later"],
		[{ ...on, quiet: "nights" }, "2026-11-24T06:59:00", "later"],
		[{ ...on, quiet: "nights" }, "2026-11-24T07:00:00", "now"],
		[{ ...on, quiet: "nights" }, "2026-11-28T12:00:00", "now"],
		[{ ...on, quiet: "off-work" }, "2026-11-24T17:59:00", "now"],
		[{ ...on, quiet: "off-work" }, "2026-11-24T18:00:00", "later"],
		[{ ...on, quiet: "off-work" }, "2026-11-24T07:59:00", "later"],
		[{ ...on, quiet: "off-work" }, "2026-11-28T12:00:00", "later"],
		[{ notify: false, quiet: "never" }, "2026-11-24T12:00:00", "never"],
	] as const)("with %j at %s: %s", (state, at, shown) => {
		expect(mayNotify(state, new Date(at))).toBe(shown);
	});
});
