/** A span dragged out of the chart, and moved by keys: whole steps, never out of what is shown. */
import { expect, test } from "vitest";
import { edgeMoved, instantAt, plot, spanBetween, spanMoved } from "../../../renderer/charts/plot.ts";

const minute = 60_000;
const shown = { from: 0, to: 60 * minute };
const by = { shown, stepMs: minute };

test("the instant under the pointer is that of the axis, and beyond the plot its edge", () => {
	const width = 600 + plot.left + plot.right;
	expect(instantAt(plot.left, width, shown)).toBe(0);
	expect(instantAt(plot.left + 300, width, shown)).toBe(30 * minute);
	expect(instantAt(0, width, shown)).toBe(0);
	expect(instantAt(width, width, shown)).toBe(60 * minute);
});

test("what was dragged is taken in whole steps, whichever way it was dragged", () => {
	const span = { from: 10 * minute, to: 13 * minute };
	expect(spanBetween(10.4 * minute, 12.2 * minute, minute)).toEqual(span);
	expect(spanBetween(12.2 * minute, 10.4 * minute, minute)).toEqual(span);
	expect(spanBetween(10 * minute, 10 * minute, minute)).toEqual({ from: 10 * minute, to: 11 * minute });
});

test("an edge goes neither past the other one nor out of the chart", () => {
	const span = { from: 10 * minute, to: 20 * minute };
	expect(edgeMoved(span, "from", { ...by, ms: -minute })).toEqual({ from: 9 * minute, to: 20 * minute });
	expect(edgeMoved(span, "from", { ...by, ms: 99 * minute })).toEqual({ from: 19 * minute, to: 20 * minute });
	expect(edgeMoved(span, "to", { ...by, ms: -99 * minute })).toEqual({ from: 10 * minute, to: 11 * minute });
	expect(edgeMoved(span, "to", { ...by, ms: 1e9 })).toEqual({ from: 10 * minute, to: 60 * minute });
});

test("keys choose the newest tenth first, then move the span by half of itself", () => {
	const newest = { from: 54 * minute, to: 60 * minute };
	expect(spanMoved(null, -1, by)).toEqual(newest);
	expect(spanMoved(newest, -1, by)).toEqual({ from: 51 * minute, to: 57 * minute });
	expect(spanMoved(newest, 1, by)).toEqual(newest);
	expect(spanMoved({ from: 0, to: 6 * minute }, -1, by)).toEqual({ from: 0, to: 6 * minute });
});
