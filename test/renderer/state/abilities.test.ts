/** What a native menu may offer for a view: no more than the view and the person can do. */
import { expect, test } from "vitest";
import { abilitiesOf } from "../../../renderer/state/abilities.ts";
import type { Rights } from "../../../renderer/state/use-rights.ts";

const may: Rights = { approve: null, purge: null, undo: null, whitelists: null, settings: null, acknowledge: null };
const mayNot = Object.fromEntries(
	Object.keys(may).map((right) => [right, "You are viewer there"]),
) as unknown as Rights;
const always = ["palette", "help", "connect"];

test("an operator acts on mails where mails are listed", () => {
	expect(abilitiesOf("triplets", may, false)).toEqual([...always, "search", "mark", "approve", "purge"]);
	expect(abilitiesOf("watch", may, false)).toEqual([...always, "search", "pause"]);
	expect(abilitiesOf("settings", may, false)).toEqual(always);
});

test("a viewer looks, and is offered nothing else", () => {
	expect(abilitiesOf("triplets", mayNot, true)).toEqual([...always, "search", "mark"]);
	expect(abilitiesOf("whitelists", mayNot, false)).toEqual([...always, "search"]);
});

test("undo is offered once something was done", () => {
	expect(abilitiesOf("activity", may, false)).not.toContain("undo");
	expect(abilitiesOf("activity", may, true)).toContain("undo");
});
