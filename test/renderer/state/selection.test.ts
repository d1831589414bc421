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

test("a list read again without the row under the keys is marked on from the row in its place", () => {
	const selection = createSelection();
	selection.moveTo("gone", 1);
	selection.extendTo(rows, 1);
	selection.extendTo(rows, 2);
	selection.extendTo(rows, 3);
	expect([...selection.get().ids]).toEqual(["b", "c", "d"]);
});

test("marks by shift stay when the row where they began leaves the list meanwhile", () => {
	const selection = createSelection();
	selection.moveTo("a", 0);
	selection.extendTo(rows, 1);
	selection.extendTo(rows, 2);
	selection.extendTo(["b", "c", "d", "e"], 2);
	expect([...selection.get().ids]).toEqual(["a", "b", "c", "d"]);
	selection.extendTo(["b", "c", "d", "e"], 3);
	expect([...selection.get().ids]).toEqual(["a", "b", "c", "d", "e"]);
});
