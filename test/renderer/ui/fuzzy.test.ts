import { expect, test } from "vitest";
import { fuzzyScore } from "../../../renderer/ui/fuzzy.ts";

const names = ["Go to Watch", "Go to Whitelists", "Add to the whitelists", "Approve what is marked", "Undo"];

function found(typed: string): string[] {
	return names
		.map((name) => ({ name, score: fuzzyScore(typed, name) }))
		.filter((one) => one.score !== null)
		.sort((one, other) => (other.score ?? 0) - (one.score ?? 0))
		.map((one) => one.name);
}

test.each([
	["watch", "Go to Watch"],
	["gwl", "Go to Whitelists"],
	["add wh", "Add to the whitelists"],
	["UNDO", "Undo"],
	["awm", "Approve what is marked"],
])("%s finds %s first", (typed, name) => {
	expect(found(typed)[0]).toBe(name);
});

test("letters that are not there, or not in this order, find nothing", () => {
	expect(found("xyz")).toEqual([]);
	expect(found("odnu")).toEqual([]);
});
