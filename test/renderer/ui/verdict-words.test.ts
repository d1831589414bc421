import { expect, test } from "vitest";
import { reasonText, stateWords, verdictWords } from "../../../renderer/ui/verdict-words.ts";

test("mail that passed because somebody let everything pass is the work of an operator, not trouble", () => {
	expect(verdictWords("passed", "open")).toEqual({ tone: "operator", word: "Passed", detail: "while all pass" });
	expect(reasonText("open")).toBe("Passed while everything passed");
});

test("no room is trouble; a kind that is not known is shown as it is", () => {
	expect(verdictWords("passed", "overflow").tone).toBe("trouble");
	expect(verdictWords("moved", "by wind")).toEqual({ tone: "never", word: "moved", detail: "by wind" });
	expect(stateWords("watched", "shadow").word).toBe("Watched");
});
