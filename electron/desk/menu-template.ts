/** The plan of the menu as what a native menu is built of: its marks as they are kept, and what a click does. */
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { quietTimes } from "../../shared/protocol/preferences.ts";
import { type MenuEntry, menuPlan } from "./menu-plan.ts";
import type { NoticeWishes } from "./quiet-hours.ts";

/** As a native menu takes it. */
export interface MenuItemPlan {
	readonly id?: string;
	readonly label?: string;
	readonly role?: Extract<MenuEntry, { kind: "role" }>["role"];
	readonly type?: "separator" | "checkbox" | "radio";
	readonly checked?: boolean;
	readonly enabled?: boolean;
	readonly accelerator?: string;
	/** False: the key is only shown, the page hears it itself. */
	readonly registerAccelerator?: boolean;
	readonly click?: (item: { readonly checked: boolean }) => void;
}

/** What a click may need. */
export interface MenuHands {
	/** What is marked, and what a click on it asks to be kept. */
	readonly wishes: () => NoticeWishes;
	readonly wish: (change: Partial<NoticeWishes>) => void;
	/** Shows the view of a fragment. */
	readonly go: (hash: string) => void;
	/** Asks the page. */
	readonly command: (command: PageCommand) => void;
	/** Paths that the person chooses; none where they change their mind. */
	readonly chooseMails: () => Promise<readonly string[]>;
	readonly openMail: (path: string) => void;
	readonly copyLink: () => void;
}

export interface MenuPlan {
	readonly label: string;
	readonly submenu: MenuItemPlan[];
}

export function menuTemplate(hands: MenuHands): MenuPlan[] {
	return menuPlan.map(({ label, entries }) => ({ label, submenu: entries.map((entry) => itemOf(entry, hands)) }));
}

/** Of Electron's `Menu`, what makes an item grey. */
export interface AppMenu {
	getMenuItemById(id: string): { enabled: boolean; checked: boolean } | null;
}

/** Marks what is kept, wherever it was chosen. */
export function markInMenu(menu: AppMenu | null, { notify, quiet }: NoticeWishes): void {
	const mark = (id: string, on: boolean) => {
		const item = menu?.getMenuItemById(id) ?? null;
		if (item !== null && item.checked !== on) item.checked = on;
	};
	mark("notify", notify);
	// The chosen one last: of a group, Electron marks whichever is set, to whatever it is set.
	for (const time of quietTimes) mark(time, false);
	mark(quiet, true);
}

/** What the view on screen cannot do is grey. Null: there is no menu yet. */
export function enableInMenu(menu: AppMenu | null, can: ReadonlySet<PageCommand>): void {
	for (const command of asked) {
		const item = menu?.getMenuItemById(command) ?? null;
		if (item !== null) item.enabled = can.has(command);
	}
}

/** Ids of the items that the page must be able to do. */
const asked: readonly PageCommand[] = menuPlan.flatMap(({ entries }) =>
	entries.flatMap((entry) => (entry.kind === "asks" ? [entry.command] : [])),
);

async function openMails({ chooseMails, openMail }: MenuHands): Promise<void> {
	for (const path of await chooseMails()) openMail(path);
}

function itemOf(entry: MenuEntry, hands: MenuHands): MenuItemPlan {
	const { wishes, wish, go, command, copyLink } = hands;
	switch (entry.kind) {
		case "line":
			return { type: "separator" };
		case "role":
			return { role: entry.role };
		case "goes":
			return { id: entry.hash, label: entry.label, click: () => go(entry.hash) };
		case "asks": {
			const key = entry.key === null ? {} : { accelerator: entry.key, registerAccelerator: false };
			return { id: entry.command, label: entry.label, ...key, click: () => command(entry.command) };
		}
		case "keeps": {
			const { label, name } = entry;
			const click = ({ checked }: { readonly checked: boolean }) => wish({ [name]: checked });
			return { id: name, label, type: "checkbox", checked: wishes()[name], click };
		}
		case "quiet": {
			const { label, quiet } = entry;
			return { id: quiet, label, type: "radio", checked: wishes().quiet === quiet, click: () => wish({ quiet }) };
		}
		case "does": {
			const key = entry.key === null ? {} : { accelerator: entry.key };
			const click = entry.deed === "copy-link" ? copyLink : () => void openMails(hands);
			return { id: entry.deed, label: entry.label, ...key, click };
		}
	}
}
