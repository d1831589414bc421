/** The native menu, made of the desk's plan of it. */
import { app, clipboard, dialog, Menu, type MenuItemConstructorOptions } from "electron";
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { type MenuEntry, menuPlan } from "../desk/menu-plan.ts";
import type { WindowFile } from "../desk/window-state.ts";
import type { AppWindow } from "./window.ts";

export interface MenuParts {
	readonly window: AppWindow;
	readonly kept: WindowFile;
	readonly command: (command: PageCommand) => void;
	/** Opens a mail of this path. */
	readonly open: (path: string) => void;
}

export function setMenu(parts: MenuParts): void {
	const own: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ label: app.name, role: "appMenu" }] : [];
	const menus = menuPlan.map(({ label, entries }) => ({
		label,
		submenu: entries.map((entry) => itemOf(entry, parts)),
	}));
	Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...menus]));
}

/** What the view on screen cannot do is grey. */
export function enableInMenu(can: ReadonlySet<PageCommand>): void {
	const menu = Menu.getApplicationMenu();
	for (const { entries } of menuPlan) {
		for (const entry of entries) {
			const item = entry.kind === "asks" ? menu?.getMenuItemById(entry.command) : null;
			if (item != null && entry.kind === "asks") item.enabled = can.has(entry.command);
		}
	}
}

function itemOf(entry: MenuEntry, { window, kept, command, open }: MenuParts): MenuItemConstructorOptions {
	switch (entry.kind) {
		case "line":
			return { type: "separator" };
		case "role":
			return { role: entry.role };
		case "goes":
			return { id: entry.hash, label: entry.label, click: () => window.go(entry.hash) };
		case "asks": {
			const key = entry.key === null ? {} : { accelerator: entry.key, registerAccelerator: false };
			return { id: entry.command, label: entry.label, ...key, click: () => command(entry.command) };
		}
		case "keeps": {
			const click = ({ checked }: { readonly checked: boolean }) => kept.set({ [entry.name]: checked });
			return { id: entry.name, label: entry.label, type: "checkbox", checked: kept.get()[entry.name], click };
		}
		case "quiet": {
			const { label, quiet } = entry;
			return { id: quiet, label, type: "radio", checked: kept.get().quiet === quiet, click: () => kept.set({ quiet }) };
		}
		case "does": {
			const key = entry.key === null ? {} : { accelerator: entry.key };
			const click = entry.deed === "copy-link" ? () => clipboard.writeText(window.link()) : () => choose(window, open);
			return { id: entry.deed, label: entry.label, ...key, click };
		}
	}
}

function choose({ window }: AppWindow, open: (path: string) => void): void {
	const filters = [{ name: "Mail", extensions: ["eml"] }];
	void dialog.showOpenDialog(window, { properties: ["openFile"], filters }).then(({ filePaths: [path] }) => {
		if (path !== undefined) open(path);
	});
}
