/** The plan of the menu as what a native menu is built of: its marks as they are kept, and what a click does. */
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { type MenuEntry, menuPlan } from "./menu-plan.ts";
import type { WindowFile } from "./window-state.ts";

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
	readonly kept: WindowFile;
	/** Shows the view of a fragment. */
	readonly go: (hash: string) => void;
	/** Asks the page. */
	readonly command: (command: PageCommand) => void;
	readonly openMail: () => void;
	readonly copyLink: () => void;
}

export interface MenuPlan {
	readonly label: string;
	readonly submenu: MenuItemPlan[];
}

export function menuTemplate(hands: MenuHands): MenuPlan[] {
	return menuPlan.map(({ label, entries }) => ({ label, submenu: entries.map((entry) => itemOf(entry, hands)) }));
}

/** Ids of the items that the page must be able to do. */
export const asked: readonly PageCommand[] = menuPlan.flatMap(({ entries }) =>
	entries.flatMap((entry) => (entry.kind === "asks" ? [entry.command] : [])),
);

function itemOf(entry: MenuEntry, { kept, go, command, openMail, copyLink }: MenuHands): MenuItemPlan {
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
			const click = ({ checked }: { readonly checked: boolean }) => kept.set({ [name]: checked });
			return { id: name, label, type: "checkbox", checked: kept.get()[name], click };
		}
		case "quiet": {
			const { label, quiet } = entry;
			return { id: quiet, label, type: "radio", checked: kept.get().quiet === quiet, click: () => kept.set({ quiet }) };
		}
		case "does": {
			const key = entry.key === null ? {} : { accelerator: entry.key };
			return { id: entry.deed, label: entry.label, ...key, click: entry.deed === "copy-link" ? copyLink : openMail };
		}
	}
}
