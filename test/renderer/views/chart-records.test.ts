import { expect, test } from "vitest";
import { exportRecords } from "../../../renderer/state/export-records.ts";
import { chartRecords } from "../../../renderer/views/watch/chart-records.ts";
import { counterNames } from "../../../shared/policy/counters.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";

function point(at: number, count: number | null, gap = false): Point {
	return { at, gap, ...(Object.fromEntries(counterNames.map((name) => [name, count])) as Omit<Point, "at" | "gap">) };
}

test("the chart's figures are written a row a point; what is not known is empty, and never a zero", async () => {
	const points = [point(0, 2), point(60_000, 0), point(120_000, null, true)];
	const source = chartRecords({ host: { name: "mx1" }, range: "1h", points, step: 60 });
	const done = await exportRecords(source, {
		format: "csv",
		now: 180_000,
		offsetAt: () => 0,
		signal: new AbortController().signal,
		onProgress: () => undefined,
	});
	const [head = "", ...rows] = (await done?.file.text())?.split("\r\n") ?? [];
	expect(head.replaceAll('"', "").split(",").slice(0, 3)).toEqual(["at", "gap", "deferredNew"]);
	expect(rows.map((row) => row.split(",").slice(0, 3))).toEqual([
		["1970-01-01T00:00:00Z", "false", "2"],
		["1970-01-01T00:01:00Z", "false", "0"],
		["1970-01-01T00:02:00Z", "true", ""],
		[""],
	]);
	expect(done?.name).toMatch(/^greydesk-mx1-watch-/);
});
