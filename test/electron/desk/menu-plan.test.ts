/** The menu: its places exist, what it asks the page can be asked, nothing stands in it twice, and a click does it. */
import { expect, test } from "vitest";
import { menuPlan } from "../../../electron/desk/menu-plan.ts";
import { enableInMenu, markInMenu, menuTemplate } from "../../../electron/desk/menu-template.ts";
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

/** The menu with hands that tell what they are asked; `click` chooses an item. */
function menu(chosen: readonly string[] = []) {
	const did: string[] = [];
	const menus = menuTemplate({
		wishes: () => ({ notify: true, quiet: "never" }),
		wish: (change) => void did.push(JSON.stringify(change)),
		go: (hash) => void did.push(hash),
		command: (command) => void did.push(command),
		chooseMails: async () => chosen,
		openMail: (path) => void did.push(path),
		copyLink: () => void did.push("copied"),
	});
	const items = menus.flatMap(({ submenu }) => submenu);
	const click = (id: string, checked = true) => items.find((item) => item.id === id)?.click?.({ checked });
	return { did, items, click };
}

test("a click goes to a place, asks the page, or copies the link", () => {
	const { did, click } = menu();
	for (const id of ["#/triplets", "approve", "copy-link"]) click(id);
	expect(did).toEqual(["#/triplets", "approve", "copied"]);
});

test("each mail that is chosen is opened; none is where the person changed their mind", async () => {
	const { did, click } = menu(["/a.eml", "/b.eml"]);
	click("open-mail");
	await expect.poll(() => did).toEqual(["/a.eml", "/b.eml"]);
	const none = menu();
	none.click("open-mail");
	expect(none.did).toEqual([]);
});

test("what is kept is marked, and a click keeps it", () => {
	const { did, items, click } = menu();
	const marked = items.filter(({ checked }) => checked === true).map(({ id }) => id);
	expect(marked).toEqual(["notify", "never"]);
	click("notify", false);
	click("nights");
	expect(did).toEqual(['{"notify":false}', '{"quiet":"nights"}']);
});

test("what was chosen elsewhere is marked here, and one of several alone", () => {
	const items = new Map(menu().items.map(({ id = "", checked = false }) => [id, { enabled: true, checked }]));
	const marked = () => [...items].flatMap(([id, { checked }]) => (checked ? [id] : []));
	expect(marked()).toEqual(["notify", "never"]);
	markInMenu({ getMenuItemById: (id) => items.get(id) ?? null }, { notify: false, quiet: "nights" });
	expect(marked()).toEqual(["nights"]);
});

test("what the view on screen cannot do is grey, and only that; before there is a menu nothing is", () => {
	const items = new Map(menu().items.map(({ id = "" }) => [id, { enabled: true, checked: false }]));
	enableInMenu({ getMenuItemById: (id) => items.get(id) ?? null }, new Set(["search", "palette"]));
	const able = [...items].flatMap(([id, { enabled }]) => (enabled ? [id] : []));
	expect(able).toEqual(expect.arrayContaining(["search", "palette", "#/watch", "open-mail", "notify"]));
	for (const id of ["approve", "purge", "undo"]) expect(able).not.toContain(id);
	enableInMenu(null, new Set());
});
