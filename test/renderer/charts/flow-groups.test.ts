import { expect, test } from "vitest";
import { flowGroups, flowPoint, groupTotal, seenGroups } from "../../../renderer/charts/flow-groups.ts";
import { type CounterName, counterNames } from "../../../shared/policy/counters.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";

function point(counts: Partial<Record<CounterName, number>> | null): Point {
	const all = Object.fromEntries(counterNames.map((name) => [name, counts === null ? null : (counts[name] ?? 0)]));
	return { ...all, at: 0, gap: false } as Point;
}
const labels = (points: readonly Point[], watching: boolean) => seenGroups(points, watching).map(({ label }) => label);

test("mail that shadow mode let through is a band of its own, and not among the whitelisted", () => {
	const drawn = flowPoint(point({ passedShadow: 3, passedWhitelisted: 2 }), 1);
	expect(drawn).toMatchObject({ shadow: 3, white: 2, new: 0 });
	const band = flowGroups.find(({ id }) => id === "shadow");
	expect(band).toMatchObject({ label: "Would be deferred", tone: "deferred" });
	expect(band && groupTotal([point({ passedShadow: 3 }), point(null), point({ passedShadow: 4 })], band)).toBe(7);
});

test("the band is named while the host only watches, or where the time shown has such mail; else nobody reads of it", () => {
	expect(labels([point({ deferredNew: 5 })], false)).not.toContain("Would be deferred");
	expect(labels([point(null)], false)).not.toContain("Would be deferred");
	expect(labels([], true)).toContain("Would be deferred");
	expect(labels([point({ deferredNew: 5 }), point({ passedShadow: 1 })], false)).toContain("Would be deferred");
});

test("every attempt that is counted stands in one band and no other", () => {
	const told = flowGroups.flatMap(({ parts }) => parts.map(([name]) => name));
	const attempts = counterNames.filter((name) => name.startsWith("deferred") || name.startsWith("passed"));
	expect([...told].sort()).toEqual([...attempts].sort());
});
