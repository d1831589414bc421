/** Columns of a list: which are seen, how wide, and in what order after they were moved. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
	fitWidths,
	LEAST_WIDTH,
	MOST_WIDTH,
	moved,
	shownColumns,
} from "../../../../renderer/views/list/fit-columns.ts";

const columns = [
	{ id: "state", width: 100 },
	{ id: "sender", width: 120, grow: 2 },
	{ id: "recipient", width: 120, grow: 1 },
	{ id: "first", width: 80, yields: 1 },
	{ id: "reason", width: 140, yields: 2 },
	{ id: "helo", width: 100, hidden: true },
	{ id: "remove", width: 40, fixed: true },
];
const usual = { columns: null, widths: {} };
const ids = (shown: readonly { readonly id: string }[]) => shown.map(({ id }) => id);

test("with room all the usual columns are seen, and those that grow share what is left", () => {
	const shown = shownColumns(columns, usual, 900);
	expect(ids(shown)).toEqual(["state", "sender", "recipient", "first", "reason", "remove"]);
	expect(fitWidths(shown, {}, 900)).toEqual({
		state: 100,
		sender: 320,
		recipient: 220,
		first: 80,
		reason: 140,
		remove: 40,
	});
});

test("where room is short the columns yield in turn, and the fixed one stays", () => {
	expect(ids(shownColumns(columns, usual, 500))).toEqual(["state", "sender", "recipient", "first", "remove"]);
	expect(ids(shownColumns(columns, usual, 100))).toEqual(["state", "sender", "recipient", "remove"]);
});

test("what was chosen is seen whether it fits or not; what is not known any more is left out", () => {
	const choice = { columns: ["helo", "gone", "reason", "helo", "remove"], widths: {} };
	expect(ids(shownColumns(columns, choice, 100))).toEqual(["helo", "reason", "remove"]);
	expect(ids(shownColumns(columns, { columns: ["gone"], widths: {} }, 900))).toContain("sender");
});

test("a width by hand stands, within bounds, and never takes more than there is from the others", () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.constantFrom("state", "sender", "recipient", "first"), fc.integer({ min: -50, max: 5_000 })),
			fc.integer({ min: 0, max: 4_000 }),
			(widths, room) => {
				const shown = shownColumns(columns, { columns: null, widths }, room);
				const fitted = fitWidths(shown, widths, room);
				const total = Object.values(fitted).reduce((sum, width) => sum + width, 0);
				for (const { id, width } of shown) {
					const given = widths[id];
					if (given === undefined) expect(fitted[id]).toBeGreaterThanOrEqual(Math.max(width, LEAST_WIDTH));
					else expect(fitted[id]).toBe(Math.min(Math.max(given, LEAST_WIDTH), MOST_WIDTH));
				}
				const least = shown.reduce(
					(sum, { id, width }) => sum + Math.min(Math.max(widths[id] ?? width, LEAST_WIDTH), MOST_WIDTH),
					0,
				);
				expect(total).toBeLessThanOrEqual(Math.max(room, least));
			},
		),
	);
});

test("a column moves by places and stops at the ends", () => {
	expect(moved(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
	expect(moved(["a", "b", "c"], "a", 9)).toEqual(["b", "c", "a"]);
	expect(moved(["a", "b"], "x", 1)).toEqual(["a", "b"]);
});
