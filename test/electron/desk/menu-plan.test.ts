/** The menu's plan: its places exist, what it asks the page can be asked, and nothing stands in it twice. */
import { expect, test } from "vitest";
import { menuPlan } from "../../../electron/desk/menu-plan.ts";
import { pageCommands } from "../../../shared/protocol/desk.ts";
import { linkOf, readLink } from "../../../shared/protocol/link.ts";

const entries = menuPlan.flatMap((menu) => menu.entries);

test("every place in it is one that a link may lead to", () => {
	const places = entries.flatMap((entry) => (entry.kind === "goes" ? [entry.hash] : []));
	expect(places.length).toBeGreaterThan(5);
	for (const hash of places) expect(readLink(linkOf(hash))).toEqual({ ok: true, value: hash });
});

test("all that the page can be asked is in it, but for what only the app itself asks", () => {
	const asked = entries.flatMap((entry) => (entry.kind === "asks" ? [entry.command] : []));
	expect(asked.toSorted()).toEqual(pageCommands.filter((command) => command !== "opened-file").toSorted());
});

test("no name and no key stands in it twice", () => {
	const labels = entries.flatMap((entry) => ("label" in entry ? [entry.label] : []));
	const keys = entries.flatMap((entry) => ("key" in entry && entry.key !== null ? [entry.key] : []));
	expect(new Set(labels).size).toBe(labels.length);
	expect(new Set(keys).size).toBe(keys.length);
});
