/** Marks of a list: one by one, by shift, and all that match. */
import { expect, test } from "vitest";
import { createSelection } from "../../../renderer/state/selection.ts";

const rows = ["a", "b", "c", "d", "e"];

test("shift and arrows mark from where it began, and back again; what was marked before stays", () => {
	const selection = createSelection();
	selection.toggle("e", rows);
	selection.moveTo("b", 1);
	selection.extendTo(rows, 2);
	selection.extendTo(rows, 3);
	expect([...selection.get().ids].sort()).toEqual(["b", "c", "d", "e"]);
	selection.extendTo(rows, 2);
	expect([...selection.get().ids].sort()).toEqual(["b", "c", "e"]);
	selection.extendTo(rows, 0);
	expect([...selection.get().ids].sort()).toEqual(["a", "b", "e"]);
	expect(selection.get().cursor).toBe("a");
});

test("one taken out of all leaves those that were read", () => {
	const selection = createSelection();
	selection.markAll();
	selection.toggle("c", rows);
	expect(selection.get().all).toBe(false);
	expect([...selection.get().ids]).toEqual(["a", "b", "d", "e"]);
});
